#pragma once

#include "requests.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace strongroom::bench {

struct LoadOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::size_t connections = 32;
  std::optional<std::chrono::duration<double>> duration;  ///< Without it each request goes once.
  double rate = 0;           ///< Requests a second in all; 0 sends as fast as answers come.
  bool check_values = true;  ///< Looks into every 16th body for what is expected there.
};

struct LoadResult {
  std::vector<std::uint32_t> latencies;  ///< In microseconds; with a rate, from the time due.
  std::chrono::duration<double> elapsed{};
  std::size_t failures = 0;
  std::size_t answer_bytes = 0;  ///< Head and body of the last answer.
  std::string first_failure;
};

/// Sends the requests in order, over and over while a duration lasts, each connection one at a
/// time, and checks every answer's status. One thread, epoll. Throws std::runtime_error when a
/// connection can't be opened or breaks.
LoadResult run_load(const LoadOptions& options, std::span<const Request> requests);

}  // namespace strongroom::bench
