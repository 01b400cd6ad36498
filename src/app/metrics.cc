#include "app/metrics.h"

#include <utility>

namespace strongroom::app {

void register_metrics(metrics::Registry& registry, const store::Store& store,
                      const secrets::SecretRepository& secrets) {
  const auto of_store = [&](const char* name, const char* help, const char* type,
                            std::uint64_t store::Store::Statistics::* field) {
    registry.callback(name, help, type,
                      [&store, field] { return static_cast<double>(store.statistics().*field); });
  };
  using Statistics = store::Store::Statistics;
  of_store("strongroom_store_commits_total", "Transactions committed.", "counter",
           &Statistics::commits);
  of_store("strongroom_store_groups_total",
           "Flushes to disk; commits over groups is the mean group.", "counter",
           &Statistics::groups);
  of_store("strongroom_store_conflicts_total", "Transactions whose expectation failed.", "counter",
           &Statistics::conflicts);
  of_store("strongroom_store_bytes", "Size of the data on disk.", "gauge", &Statistics::bytes);
  of_store("strongroom_store_log_bytes", "Size of the write-ahead log.", "gauge",
           &Statistics::log_bytes);

  const auto of_values = [&](const char* name, const char* help, const char* type, auto field) {
    registry.callback(name, help, type, [&secrets, field] {
      return static_cast<double>(secrets.value_cache_statistics().*field);
    });
  };
  using Values = secrets::ValueCache::Statistics;
  of_values("strongroom_value_cache_hits_total", "Sealed values found in memory.", "counter",
            &Values::hits);
  of_values("strongroom_value_cache_misses_total", "Sealed values read from the store.", "counter",
            &Values::misses);
  of_values("strongroom_value_cache_bytes", "Memory that sealed values take.", "gauge",
            &Values::bytes);
  registry.callback("strongroom_secrets", "Secrets, scheduled ones included.", "gauge",
                    [&secrets] { return static_cast<double>(secrets.catalog().size()); });
}

}  // namespace strongroom::app
