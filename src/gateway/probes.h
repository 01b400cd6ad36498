#pragma once

#include "base/arena.h"
#include "base/metrics.h"
#include "http/message.h"

#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace strongroom::gateway {

/// What a supervisor asks, unsigned and unrecorded: /healthz (the process answers), /readyz (it
/// serves), /metrics.
class Probes {
 public:
  /// `otherwise` is what /readyz says while it does not serve; a literal.
  Probes(const metrics::Registry& metrics, std::function<bool()> ready,
         std::string_view otherwise = "not ready\n")
      : metrics_(metrics), ready_(std::move(ready)), otherwise_(otherwise) {}

  /// Nothing when the request is none of them.
  std::optional<http::Response> answer(const http::Request& request, Arena& arena) const;

 private:
  const metrics::Registry& metrics_;
  std::function<bool()> ready_;
  std::string_view otherwise_;
};

}  // namespace strongroom::gateway
