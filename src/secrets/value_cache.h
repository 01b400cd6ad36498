#pragma once

#include "base/bytes.h"
#include "secrets/secret.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace strongroom::secrets {

/// A bounded map of secret values as they are stored below the barrier: still under their data
/// keys, never in clear (crypto contract 4.8). The least recently used leave first. Any thread.
class ValueCache {
 public:
  explicit ValueCache(std::size_t max_bytes);
  ~ValueCache();

  using Value = std::shared_ptr<const Bytes>;
  Value find(const ValueKey& key);  ///< Null when absent.
  void put(const ValueKey& key, Value value);
  void erase(const ValueKey& key);

  struct Statistics {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::size_t bytes = 0;  ///< Estimate of all memory taken, bookkeeping included.
  };
  Statistics statistics() const;

 private:
  struct Shard;
  Shard& shard_of(const ValueKey& key) const;

  std::vector<std::unique_ptr<Shard>> shards_;
  std::size_t max_bytes_a_shard_;
};

}  // namespace strongroom::secrets
