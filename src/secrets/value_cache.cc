#include "secrets/value_cache.h"

#include <cstring>
#include <list>
#include <mutex>
#include <unordered_set>

namespace strongroom::secrets {
namespace {

constexpr std::size_t kShards = 16;

struct Item {
  ValueKey key;
  ValueCache::Value value;
};
using Items = std::list<Item>;

/// Items are found by a table of places in the list: it holds no second copy of the key. The ends
/// of value keys are random.
struct Hash {
  using is_transparent = void;
  std::size_t operator()(const ValueKey& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.data() + key.size() - sizeof hash, sizeof hash);
    return hash;
  }
  std::size_t operator()(Items::iterator item) const { return (*this)(item->key); }
};
struct Equal {
  using is_transparent = void;
  static const ValueKey& key_of(const ValueKey& key) { return key; }
  static const ValueKey& key_of(ValueKey&&) = delete;  // it would dangle
  static const ValueKey& key_of(Items::iterator item) { return item->key; }
  template <class A, class B>
  bool operator()(const A& a, const B& b) const {
    return key_of(a) == key_of(b);
  }
};

/// What an item takes beside its bytes, with the allocator's rounding: list node 64, table node and
/// bucket 40, shared vector 48, its block 16.
constexpr std::size_t kBookkeeping = 168;
std::size_t size_of(const ValueCache::Value& value) { return kBookkeeping + value->capacity(); }

}  // namespace

struct alignas(64) ValueCache::Shard {
  mutable std::mutex mutex;  // guards what follows
  Items items;               // the most recently used first
  std::unordered_set<Items::iterator, Hash, Equal> places;
  std::size_t bytes = 0;
  std::uint64_t hits = 0;
  std::uint64_t misses = 0;

  void drop(decltype(places)::iterator place) {
    const Items::iterator item = *place;
    bytes -= size_of(item->value);
    places.erase(place);
    items.erase(item);
  }
};

ValueCache::ValueCache(std::size_t max_bytes) : max_bytes_a_shard_(max_bytes / kShards) {
  for (std::size_t i = 0; i < kShards; ++i) shards_.push_back(std::make_unique<Shard>());
}

ValueCache::~ValueCache() = default;

ValueCache::Shard& ValueCache::shard_of(const ValueKey& key) const {
  // Not one of the bytes that the table hashes.
  return *shards_[std::to_integer<std::size_t>(key[7]) % kShards];
}

ValueCache::Value ValueCache::find(const ValueKey& key) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const auto place = shard.places.find(key);
  if (place == shard.places.end()) {
    ++shard.misses;
    return nullptr;
  }
  ++shard.hits;
  shard.items.splice(shard.items.begin(), shard.items, *place);
  return (*place)->value;
}

void ValueCache::put(const ValueKey& key, Value value) {
  const std::size_t size = size_of(value);
  if (size > max_bytes_a_shard_) return;
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  if (const auto place = shard.places.find(key); place != shard.places.end()) shard.drop(place);
  while (shard.bytes + size > max_bytes_a_shard_) {
    shard.drop(shard.places.find(shard.items.back().key));
  }
  shard.items.push_front({key, std::move(value)});
  shard.places.insert(shard.items.begin());
  shard.bytes += size;
}

void ValueCache::erase(const ValueKey& key) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  if (const auto place = shard.places.find(key); place != shard.places.end()) shard.drop(place);
}

ValueCache::Statistics ValueCache::statistics() const {
  Statistics sum;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard->mutex);
    sum.hits += shard->hits;
    sum.misses += shard->misses;
    sum.bytes += shard->bytes;
  }
  return sum;
}

}  // namespace strongroom::secrets
