#pragma once

#include "http/client_connection.h"
#include "http/socket.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::http {

/// Connections that wait for the next request to the same server. The loop's thread only.
class IdleConnections {
 public:
  static constexpr std::size_t kMost = 32;
  static constexpr std::chrono::seconds kTime{30};

  explicit IdleConnections(LoopContext& loop) : timer_(loop) {}

  /// Null when there is none that is still of use.
  std::unique_ptr<ClientConnection> take(std::string_view origin);
  /// Ends it at once when it can't be used again, or kMost are kept.
  void keep(std::string origin, std::unique_ptr<ClientConnection> connection);

 private:
  using Instant = std::chrono::steady_clock::time_point;
  struct Idle {
    std::string origin;
    std::unique_ptr<ClientConnection> connection;
    Instant until;
  };

  /// Ends those whose time is over, and comes again while there are others.
  void sweep();

  std::vector<Idle> idle_;  // the oldest first
  Timer timer_;             // runs while there are any
};

}  // namespace strongroom::http
