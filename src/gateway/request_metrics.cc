#include "gateway/request_metrics.h"

#include "gateway/operation_table.h"

namespace strongroom::gateway {

RequestMetrics::RequestMetrics(metrics::Registry& registry)
    : services_{
          of_service(registry, wire::Service::SecretsManager),
          of_service(registry, wire::Service::Kms), of_service(registry, wire::Service::CloudTrail),
          of_service(registry, wire::Service::Iam), of_service(registry, wire::Service::Sts)} {}

void RequestMetrics::record(wire::Service service, std::string_view operation, unsigned status,
                            std::chrono::nanoseconds duration) {
  OfService& of = services_[static_cast<std::size_t>(service)];
  const auto found = of.by_operation.find(operation);
  Series& series = found == of.by_operation.end() ? of.other : found->second;
  (status < 400 ? series.ok : status < 500 ? series.refused : series.failed).add();
  series.duration.record(duration);
}

RequestMetrics::OfService RequestMetrics::of_service(metrics::Registry& registry,
                                                     wire::Service service) {
  OfService of{.by_operation = {}, .other = series(registry, service, "other")};
  // What applications call all day. A series takes 9 kB, and the other services have many.
  if (service == wire::Service::SecretsManager || service == wire::Service::Kms) {
    for (const ops::OperationEntry& operation : operations_of(service)) {
      of.by_operation.emplace(operation.name, series(registry, service, operation.name));
    }
  }
  return of;
}

RequestMetrics::Series RequestMetrics::series(metrics::Registry& registry, wire::Service service,
                                              std::string_view operation) {
  const std::string scope(wire::traits_of(service).scope);
  const auto counter = [&](const char* outcome) -> metrics::Counter& {
    return registry.counter(
        "strongroom_requests_total", "Requests by service, operation and outcome.",
        {{"service", scope}, {"operation", std::string(operation)}, {"outcome", outcome}});
  };
  return {.ok = counter("ok"),
          .refused = counter("refused"),
          .failed = counter("failed"),
          .duration = registry.histogram(
              "strongroom_request_duration_seconds", "From a request's last byte to its answer.",
              {{"service", scope}, {"operation", std::string(operation)}})};
}

}  // namespace strongroom::gateway
