#pragma once

#include "base/result.h"
#include "secrets/secret.h"
#include "store/store.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::secrets {

/// All secrets' metadata in memory, fed by the store's commits and by nothing else. Entries are
/// immutable; one that changes is replaced. Any thread.
class Catalog final : public store::WatchSink {
 public:
  Catalog();
  ~Catalog() override;
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  /// Null when there is none of that name, scheduled ones included.
  SecretPtr find(const Partition& partition, std::string_view name) const;
  /// The same by store key. Asks each partition: not for every request.
  SecretPtr find(const SecretKey& key) const;

  /// Where to go on in the order of creation: just behind this secret.
  struct Position {
    Timestamp created;
    std::string name;
  };
  /// Calls `visit` for the partition's secrets in the order of (created, name), or backwards, from
  /// behind `after` on, until it returns false. `visit` must not block or call the catalog: a lock
  /// is held. Long visits let go of it now and then, so what is committed meanwhile may be seen or
  /// not.
  void visit_by_creation(const Partition& partition, const std::optional<Position>& after,
                         bool backwards, const std::function<bool(const SecretPtr&)>& visit) const;

  /// Secrets whose recovery window has ended, a thousand at most from each partition.
  std::vector<SecretPtr> deletions_due(Timestamp now) const;

  /// All partitions that hold, or have held, a secret.
  std::vector<Partition> partitions() const;
  std::size_t size() const;

  /// All secrets of a partition at the start; their `key` is set. Internal: two have one name or
  /// key, and the catalog can't be used.
  Result<void> fill(const Partition& partition, std::span<const SecretPtr> secrets);
  /// One that was committed; takes the place of the one of that name. `secret->key` is set.
  void put(const SecretPtr& secret);
  void erase(const SecretKey& key);

  /// Takes writes of the table of secrets; other tables are not its business.
  void committed(const store::Commit& commit) override;

 private:
  struct PartitionSecrets;
  static constexpr std::size_t kBuckets = 1024;

  PartitionSecrets* find_partition(const Partition& partition) const;
  PartitionSecrets& partition_for(const Partition& partition);
  template <class Visit>
  void for_each_partition(Visit visit) const;

  /// A hash table of partitions, which come and never go: chains that only grow at the front, so
  /// that readers need no lock.
  std::array<std::atomic<PartitionSecrets*>, kBuckets> buckets_{};
  std::mutex adding_;  // held while a chain grows
};

}  // namespace strongroom::secrets
