#include "secrets/recent_reads.h"

#include "base/thread_number.h"

#include <cstring>
#include <utility>

namespace strongroom::secrets {

std::size_t RecentReads::KeyHash::operator()(const SecretKey& key) const {
  std::size_t hash = 0;  // the end of a store key is uniform
  std::memcpy(&hash, key.data() + key.size() - sizeof hash, sizeof hash);
  return hash;
}

/// By thread, not by secret: the secret that all read must not be where all wait.
RecentReads::Shard& RecentReads::shard_of_this_thread() {
  return shards_[thread_number() % kShards];
}

void RecentReads::note(const Secret& secret, std::string_view principal, Day today) {
  Shard& shard = shard_of_this_thread();
  const std::lock_guard lock(shard.mutex);
  auto found = shard.uses.find(secret.key);
  const bool counted = found != shard.uses.end() && found->second.has(principal);
  if (!counted && shard.waiting >= kMostWaiting / kShards) {
    ++shard.uncounted;
    return;
  }
  if (found == shard.uses.end()) found = shard.uses.try_emplace(secret.key).first;
  SecretUse& use = found->second;
  shard.waiting -= use.principals().size();
  use.add(principal, {.day = today, .reads = 1});
  shard.waiting += use.principals().size();
}

RecentReads::BySecret RecentReads::take() {
  BySecret taken;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [key, use] : std::exchange(shard.uses, {})) taken[key].add(use);
    shard.waiting = 0;
  }
  return taken;
}

void RecentReads::put_back(const SecretKey& secret, const SecretUse& use) {
  Shard& shard = shard_of_this_thread();
  const std::lock_guard lock(shard.mutex);
  shard.uses[secret].add(use);
  shard.waiting += use.principals().size();
}

std::uint64_t RecentReads::take_uncounted() {
  std::uint64_t all = 0;
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    all += std::exchange(shard.uncounted, 0);
  }
  return all;
}

}  // namespace strongroom::secrets
