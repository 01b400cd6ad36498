#pragma once

#include "base/metrics.h"
#include "wire/service.h"

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::gateway {

/// Requests by service, operation and outcome, and how long they took. The series are made at
/// start, so that a client can't make more of them. Any thread.
class RequestMetrics {
 public:
  explicit RequestMetrics(metrics::Registry& registry);

  /// By name are the operations of Secrets Manager and KMS; what else a service was asked for
  /// counts as its "other". `status` is HTTP's.
  void record(wire::Service service, std::string_view operation, unsigned status,
              std::chrono::nanoseconds duration);

 private:
  struct Series {
    metrics::Counter& ok;
    metrics::Counter& refused;
    metrics::Counter& failed;
    metrics::Histogram& duration;
  };
  struct OfService {
    std::unordered_map<std::string_view, Series> by_operation;
    Series other;
  };
  static Series series(metrics::Registry& registry, wire::Service service,
                       std::string_view operation);
  static OfService of_service(metrics::Registry& registry, wire::Service service);

  std::array<OfService, 5> services_;  // in the order of wire::Service
};

}  // namespace strongroom::gateway
