#pragma once

#include "base/arena.h"
#include "base/metrics.h"
#include "http/message.h"

#include <functional>
#include <optional>

namespace strongroom::gateway {

/// What a supervisor asks, unsigned and unrecorded: /healthz (the process answers), /readyz (it
/// serves), /metrics.
class Probes {
 public:
  Probes(const metrics::Registry& metrics, std::function<bool()> ready)
      : metrics_(metrics), ready_(std::move(ready)) {}

  /// Nothing when the request is none of them.
  std::optional<http::Response> answer(const http::Request& request, Arena& arena) const;

 private:
  const metrics::Registry& metrics_;
  std::function<bool()> ready_;
};

}  // namespace strongroom::gateway
