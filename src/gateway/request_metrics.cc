#include "gateway/request_metrics.h"

#include "gateway/operation_table.h"

namespace strongroom::gateway {

RequestMetrics::RequestMetrics(metrics::Registry& registry) : other_(series(registry, "other")) {
  for (const ops::OperationEntry& operation : operations_of(wire::Service::SecretsManager)) {
    by_operation_.emplace(operation.name, series(registry, operation.name));
  }
}

void RequestMetrics::record(wire::Service service, std::string_view operation, unsigned status,
                            std::chrono::nanoseconds duration) {
  Series& series = series_of(service, operation);
  (status < 400 ? series.ok : status < 500 ? series.refused : series.failed).add();
  series.duration.record(duration);
}

RequestMetrics::Series& RequestMetrics::series_of(wire::Service service,
                                                  std::string_view operation) {
  if (service != wire::Service::SecretsManager) return other_;  // KMS has a TagResource, too
  const auto found = by_operation_.find(operation);
  return found == by_operation_.end() ? other_ : found->second;
}

RequestMetrics::Series RequestMetrics::series(metrics::Registry& registry,
                                              std::string_view operation) {
  const auto counter = [&](const char* outcome) -> metrics::Counter& {
    return registry.counter("strongroom_requests_total", "Requests by operation and outcome.",
                            {{"operation", std::string(operation)}, {"outcome", outcome}});
  };
  return {.ok = counter("ok"),
          .refused = counter("refused"),
          .failed = counter("failed"),
          .duration = registry.histogram("strongroom_request_duration_seconds",
                                         "From a request's last byte to its answer.",
                                         {{"operation", std::string(operation)}})};
}

}  // namespace strongroom::gateway
