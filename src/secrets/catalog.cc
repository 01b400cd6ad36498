#include "secrets/catalog.h"

#include "base/log.h"
#include "secrets/secret_record.h"

#include <boost/container/set.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <cstring>
#include <future>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <utility>

namespace strongroom::secrets {
namespace {

/// The order of creation; names decide between secrets of the same millisecond.
using NamePlace = std::pair<Timestamp, std::string_view>;
NamePlace name_place_of(const SecretPtr& secret) { return {secret->created, secret->name}; }
NamePlace name_place_of(const NamePlace& place) { return place; }

struct CreationOrder {
  using is_transparent = void;
  bool operator()(const auto& a, const auto& b) const {
    return name_place_of(a) < name_place_of(b);
  }
};

struct NameOf {
  static std::string_view of(const SecretPtr& secret) { return secret->name; }
  static std::string_view of(std::string_view name) { return name; }
  static std::size_t hash(std::string_view name) { return std::hash<std::string_view>()(name); }
};

struct KeyOf {
  static const SecretKey& of(const Secret* secret) { return secret->key; }
  static const SecretKey& of(const SecretKey& key) { return key; }
  static const SecretKey& of(SecretKey&&) = delete;  // it would dangle
  /// The end of a store key is the output of an HMAC: uniform as it is.
  static std::size_t hash(const SecretKey& key) {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data() + key.size() - sizeof hash, sizeof hash);
    return hash;
  }
};

/// Hash tables by name and by key that lie in one array each, so that entering a secret or growing
/// does not follow chains through all the memory.
template <class Of>
struct HashBy {
  using is_transparent = void;
  using is_avalanching = void;  // all bits of the hashes are good
  std::size_t operator()(const auto& secret) const { return Of::hash(Of::of(secret)); }
};
template <class Of>
struct EqualBy {
  using is_transparent = void;
  bool operator()(const auto& a, const auto& b) const { return Of::of(a) == Of::of(b); }
};
using ByName = boost::unordered_flat_set<SecretPtr, HashBy<NameOf>, EqualBy<NameOf>>;
using ByKey = boost::unordered_flat_set<const Secret*, HashBy<KeyOf>, EqualBy<KeyOf>>;

/// How many secrets are visited under one hold of the lock: some hundred microseconds.
constexpr std::size_t kVisitedAtOnce = 4096;

/// So many secrets take longer to enter in a table than a thread takes to start.
constexpr std::size_t kWorthAThread = 1000;

/// How many due deletions are named at once; the rest is due at the next call.
constexpr std::size_t kDeletionsAtOnce = 1000;

/// Visits from `at` up to `end`; returns the last one visited if there may be more to visit.
template <class Iterator, class Visit>
SecretPtr visit_some(Iterator at, const Iterator& end, const Visit& visit) {
  SecretPtr last;
  for (std::size_t visited = 0; at != end; ++at) {
    if (visited++ == kVisitedAtOnce) return last;
    last = *at;
    if (!visit(last)) return nullptr;
  }
  return nullptr;
}

}  // namespace

struct Catalog::PartitionSecrets {
  PartitionSecrets(Partition of, PartitionSecrets* next_in_chain)
      : partition(std::move(of)), next(next_in_chain) {}

  const Partition partition;
  PartitionSecrets* const next;
  mutable std::shared_mutex mutex;
  // The same secrets three times, guarded by mutex as all that follows.
  ByName by_name;
  ByKey by_key;
  boost::container::set<SecretPtr, CreationOrder> by_creation;
  std::set<std::pair<Timestamp, SecretKey>> deletions;  // of scheduled secrets

  /// Null when there is none.
  SecretPtr find(std::string_view name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : *found;
  }
  SecretPtr find(const SecretKey& key) const {
    const auto found = by_key.find(key);
    return found == by_key.end() ? nullptr : find((*found)->name);
  }

  /// Returns the one that it replaced, to be freed when the lock is gone.
  SecretPtr put(const SecretPtr& secret) {
    SecretPtr former;
    if (const auto [at, added] = by_name.insert(secret); !added) {
      former = *at;
      erase(former);
      by_name.insert(secret);
    }
    by_creation.insert(by_creation.end(), secret);  // most are the newest
    by_key.insert(secret.get());
    if (secret->deletion) deletions.emplace(*secret->deletion, secret->key);
    return former;
  }

  void erase(const SecretPtr& secret) {
    by_creation.erase(secret);
    by_name.erase(secret);
    by_key.erase(secret.get());
    if (secret->deletion) deletions.erase({*secret->deletion, secret->key});
  }
};

namespace {

std::size_t bucket_of(const Partition& partition, std::size_t buckets) {
  const std::hash<std::string_view> hash;
  return (hash(partition.account) * 31 + hash(partition.region)) % buckets;
}

}  // namespace

Catalog::Catalog() = default;

Catalog::~Catalog() {
  for (const auto& bucket : buckets_) {
    for (PartitionSecrets* at = bucket.load(); at != nullptr;) {
      delete std::exchange(at, at->next);
    }
  }
}

Catalog::PartitionSecrets* Catalog::find_partition(const Partition& partition) const {
  PartitionSecrets* at = buckets_[bucket_of(partition, kBuckets)].load(std::memory_order_acquire);
  while (at != nullptr && at->partition != partition) at = at->next;
  return at;
}

Catalog::PartitionSecrets& Catalog::partition_for(const Partition& partition) {
  if (PartitionSecrets* const found = find_partition(partition)) return *found;
  const std::lock_guard lock(adding_);
  if (PartitionSecrets* const found = find_partition(partition)) return *found;
  auto& bucket = buckets_[bucket_of(partition, kBuckets)];
  auto added = std::make_unique<PartitionSecrets>(partition, bucket.load());
  bucket.store(added.get(), std::memory_order_release);
  return *added.release();
}

template <class Visit>
void Catalog::for_each_partition(Visit visit) const {
  for (const auto& bucket : buckets_) {
    for (auto* at = bucket.load(std::memory_order_acquire); at != nullptr; at = at->next) {
      visit(*at);
    }
  }
}

SecretPtr Catalog::find(const Partition& partition, std::string_view name) const {
  const PartitionSecrets* const in = find_partition(partition);
  if (in == nullptr) return nullptr;
  const std::shared_lock lock(in->mutex);
  return in->find(name);
}

SecretPtr Catalog::find(const SecretKey& key) const {
  SecretPtr secret;
  for_each_partition([&](const PartitionSecrets& in) {
    const std::shared_lock lock(in.mutex);
    if (!secret) secret = in.find(key);
  });
  return secret;
}

void Catalog::visit_by_creation(const Partition& partition, const std::optional<Position>& after,
                                bool backwards,
                                const std::function<bool(const SecretPtr&)>& visit) const {
  const PartitionSecrets* const in = find_partition(partition);
  if (in == nullptr) return;
  std::optional<NamePlace> behind;
  if (after) behind.emplace(after->created, after->name);
  SecretPtr last;  // keeps the name that `behind` views
  do {
    const std::shared_lock lock(in->mutex);
    const auto& order = in->by_creation;
    if (backwards) {
      const auto end = behind ? order.lower_bound(*behind) : order.end();
      last = visit_some(std::make_reverse_iterator(end), std::make_reverse_iterator(order.begin()),
                        visit);
    } else {
      const auto begin = behind ? order.upper_bound(*behind) : order.begin();
      last = visit_some(begin, order.end(), visit);
    }
    if (last) behind = name_place_of(last);
  } while (last);
}

std::vector<SecretPtr> Catalog::deletions_due(Timestamp now) const {
  std::vector<SecretPtr> due;
  for_each_partition([&](const PartitionSecrets& in) {
    const std::shared_lock lock(in.mutex);
    for (const auto& [deletion, key] : in.deletions) {
      if (deletion > now || due.size() == kDeletionsAtOnce) break;
      due.push_back(in.find(key));
    }
  });
  return due;
}

std::vector<Partition> Catalog::partitions() const {
  std::vector<Partition> all;
  for_each_partition([&](const PartitionSecrets& in) { all.push_back(in.partition); });
  return all;
}

std::size_t Catalog::size() const {
  std::size_t count = 0;
  for_each_partition([&](const PartitionSecrets& in) {
    const std::shared_lock lock(in.mutex);
    count += in.by_key.size();
  });
  return count;
}

void Catalog::put(const SecretPtr& secret) {
  PartitionSecrets& in = partition_for(secret->partition);
  SecretPtr former;
  const std::unique_lock lock(in.mutex);
  former = in.put(secret);
}

Result<void> Catalog::fill(const Partition& partition, std::span<const SecretPtr> secrets) {
  PartitionSecrets& in = partition_for(partition);
  const std::unique_lock lock(in.mutex);
  auto names =
      std::async(secrets.size() < kWorthAThread ? std::launch::deferred : std::launch::async, [&] {
        in.by_name.reserve(secrets.size());
        in.by_name.insert(secrets.begin(), secrets.end());
      });
  in.by_key.reserve(secrets.size());
  for (const SecretPtr& secret : secrets) {
    in.by_key.insert(secret.get());
    in.by_creation.insert(in.by_creation.end(), secret);
    if (secret->deletion) in.deletions.emplace(*secret->deletion, secret->key);
  }
  names.get();
  if (in.by_name.size() == secrets.size() && in.by_key.size() == secrets.size()) return {};
  return failure(ErrorCode::Internal, "Two secrets' records have the same name or key.");
}

void Catalog::erase(const SecretKey& key) {
  const SecretPtr secret = find(key);
  if (!secret) return;
  PartitionSecrets& in = partition_for(secret->partition);
  const std::unique_lock lock(in.mutex);
  if (const SecretPtr there = in.find(key)) in.erase(there);
}

void Catalog::committed(const store::Commit& commit) {
  for (const store::Write& write : commit.writes) {
    const auto key = secret_key_of(write.key);
    if (!key) continue;
    if (!write.value) {
      erase(*key);
      continue;
    }
    auto secret = decode_secret(*write.value);
    if (!secret) {
      // This process has just encoded it, or authenticated what another one had.
      log::error("secrets: a committed record does not parse (revision {})", commit.revision);
      continue;
    }
    secret->key = *key;
    secret->revision = commit.revision;
    put(std::make_shared<const Secret>(*std::move(secret)));
  }
}

}  // namespace strongroom::secrets
