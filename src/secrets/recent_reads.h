#pragma once

#include "secrets/secret.h"
#include "secrets/secret_use.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace strongroom::secrets {

/// Reads of secrets, counted in memory until a job adds them to the store. A crash loses what was
/// not written yet: at most a minute. Any thread.
class RecentReads {
 public:
  using BySecret = std::map<SecretKey, SecretUse>;

  /// For every read; threads seldom wait for each other. When kMostWaiting pairs of secret and
  /// principal wait already, no further one is counted.
  void note(const Secret& secret, std::string_view principal, Day today);
  static constexpr std::size_t kMostWaiting = 100'000;

  /// What waits, which then waits no more.
  BySecret take();
  /// For what could not be written.
  void put_back(const SecretKey& secret, const SecretUse& use);
  /// Reads since the last call that were not counted.
  std::uint64_t take_uncounted();

 private:
  struct KeyHash {
    std::size_t operator()(const SecretKey& key) const;
  };
  struct alignas(64) Shard {
    std::mutex mutex;
    std::unordered_map<SecretKey, SecretUse, KeyHash> uses;  // this and the rest guarded by mutex
    std::size_t waiting = 0;
    std::uint64_t uncounted = 0;
  };
  static constexpr std::size_t kShards = 16;

  Shard& shard_of_this_thread();

  std::array<Shard, kShards> shards_;
};

}  // namespace strongroom::secrets
