#pragma once

#include "base/metrics.h"
#include "wire/service.h"

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::gateway {

/// Requests by operation and outcome, and how long they took. The series are made at start, so that
/// a client can't make more of them. Any thread.
class RequestMetrics {
 public:
  explicit RequestMetrics(metrics::Registry& registry);

  /// By name are the operations of Secrets Manager; whatever else counts as "other". `status` is
  /// HTTP's.
  void record(wire::Service service, std::string_view operation, unsigned status,
              std::chrono::nanoseconds duration);

 private:
  struct Series {
    metrics::Counter& ok;
    metrics::Counter& refused;
    metrics::Counter& failed;
    metrics::Histogram& duration;
  };
  static Series series(metrics::Registry& registry, std::string_view operation);
  Series& series_of(wire::Service service, std::string_view operation);

  std::unordered_map<std::string_view, Series> by_operation_;
  Series other_;
};

}  // namespace strongroom::gateway
