#include "secrets/catalog.h"

#include "base/log.h"
#include "secrets/secret_record.h"

#include <boost/multi_index/global_fun.hpp>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/identity.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index_container.hpp>

#include <algorithm>
#include <cstring>
#include <set>
#include <shared_mutex>
#include <tuple>
#include <utility>

namespace strongroom::secrets {
namespace {

namespace mi = boost::multi_index;

std::string_view name_of(const SecretPtr& secret) { return secret->name; }
const SecretKey& key_of(const SecretPtr& secret) { return secret->key; }

/// The order of creation; names decide between secrets of the same millisecond.
using NamePlace = std::pair<Timestamp, std::string_view>;
NamePlace name_place_of(const SecretPtr& secret) { return {secret->created, secret->name}; }

/// The end of a store key is the output of an HMAC: uniform as it is.
struct KeyHash {
  std::size_t operator()(const SecretKey& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data() + key.size() - sizeof hash, sizeof hash);
    return hash;
  }
};

struct ByName;
struct ByKey;
struct ByCreation;
using Secrets = mi::multi_index_container<
    SecretPtr,
    mi::indexed_by<
        mi::hashed_unique<mi::tag<ByName>,
                          mi::global_fun<const SecretPtr&, std::string_view, name_of>,
                          std::hash<std::string_view>>,
        mi::hashed_unique<mi::tag<ByKey>,
                          mi::global_fun<const SecretPtr&, const SecretKey&, key_of>, KeyHash>,
        mi::ordered_unique<mi::tag<ByCreation>,
                           mi::global_fun<const SecretPtr&, NamePlace, name_place_of>>>>;

/// How many secrets are visited under one hold of the lock: some hundred microseconds.
constexpr std::size_t kVisitedAtOnce = 4096;

/// How many due deletions are named at once; the rest is due at the next call.
constexpr std::size_t kDeletionsAtOnce = 1000;

/// Visits from `at` up to `end`; returns the last one visited if there may be more to visit.
template <class Iterator, class Visit>
SecretPtr visit_some(Iterator at, Iterator end, const Visit& visit) {
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
  Secrets secrets;                                      // guarded by mutex
  std::set<std::pair<Timestamp, SecretKey>> deletions;  // guarded by mutex; of scheduled secrets

  /// The mutex is held. Returns the one that it replaced, to be freed when the lock is gone.
  SecretPtr put(SecretPtr secret) {
    if (secret->deletion) deletions.emplace(*secret->deletion, secret->key);
    auto& order = secrets.get<ByCreation>();
    // Most are the newest. When the name is taken, that one's place is what comes back.
    const auto at = order.insert(order.end(), secret);
    if (*at == secret) return nullptr;
    SecretPtr former = *at;
    if (former->deletion != secret->deletion) forget_deletion(*former);
    order.replace(at, std::move(secret));
    return former;
  }

  void forget_deletion(const Secret& secret) {
    if (secret.deletion) deletions.erase({*secret.deletion, secret.key});
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
  const auto& by_name = in->secrets.get<ByName>();
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : *found;
}

SecretPtr Catalog::find(const SecretKey& key) const {
  SecretPtr secret;
  for_each_partition([&](const PartitionSecrets& in) {
    const std::shared_lock lock(in.mutex);
    const auto& by_key = in.secrets.get<ByKey>();
    if (const auto found = by_key.find(key); found != by_key.end()) secret = *found;
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
    const auto& order = in->secrets.get<ByCreation>();
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
      due.push_back(*in.secrets.get<ByKey>().find(key));
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
    count += in.secrets.size();
  });
  return count;
}

void Catalog::put(SecretPtr secret) {
  PartitionSecrets& in = partition_for(secret->partition);
  SecretPtr former;
  const std::unique_lock lock(in.mutex);
  former = in.put(std::move(secret));
}

void Catalog::put(std::span<const SecretPtr> secrets) {
  for (auto at = secrets.begin(); at != secrets.end();) {
    const Partition& partition = (*at)->partition;
    PartitionSecrets& in = partition_for(partition);
    const std::unique_lock lock(in.mutex);
    for (; at != secrets.end() && (*at)->partition == partition; ++at) in.put(*at);
  }
}

void Catalog::erase(const SecretKey& key) {
  const SecretPtr secret = find(key);
  if (!secret) return;
  PartitionSecrets& in = partition_for(secret->partition);
  const std::unique_lock lock(in.mutex);
  auto& by_key = in.secrets.get<ByKey>();
  const auto found = by_key.find(key);
  if (found == by_key.end()) return;
  in.forget_deletion(**found);
  by_key.erase(found);
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
