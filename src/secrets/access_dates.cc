#include "secrets/access_dates.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <utility>

namespace strongroom::secrets {
namespace {

/// Versions that this thread has noted, so that a secret that is read a thousand times a second
/// takes the lock once. Value keys end in random bytes and are never used again.
bool noted_lately(std::uint64_t object, const Version& version, Day today) {
  thread_local std::array<std::tuple<std::uint64_t, std::uint64_t, Day>, 1024> lately{};
  if (!version.value) return false;
  std::uint64_t end_of_key = 0;
  std::memcpy(&end_of_key, version.value->data() + version.value->size() - sizeof end_of_key,
              sizeof end_of_key);
  const std::tuple noted(object, end_of_key, today);
  return std::exchange(lately[end_of_key % lately.size()], noted) == noted;
}

std::atomic<std::uint64_t> objects{0};

}  // namespace

AccessDates::AccessDates() : number_(++objects) {}

std::size_t AccessDates::KeyHash::operator()(const SecretKey& key) const {
  std::size_t hash = 0;  // the end of a store key is uniform
  std::memcpy(&hash, key.data() + key.size() - sizeof hash, sizeof hash);
  return hash;
}

std::size_t AccessDates::shard_of(const SecretKey& key) const {
  // Not one of the bytes that KeyHash takes.
  return std::to_integer<std::size_t>(key[key.size() - sizeof(std::size_t) - 1]) % kShards;
}

void AccessDates::note(const Secret& secret, const Version& version, Day today) {
  if (version.last_accessed >= today && secret.last_accessed >= today) return;
  if (noted_lately(number_, version, today)) return;
  Shard& shard = shards_[shard_of(secret.key)];
  const std::lock_guard lock(shard.mutex);
  std::vector<Read>& reads = shard.reads[secret.key];
  const auto found = std::ranges::find(reads, version.id, &Read::version_id);
  if (found != reads.end()) {
    found->day = std::max(found->day, today);
  } else {
    reads.push_back({version.id, today});
    ++count_;
  }
}

Day AccessDates::waiting_day(const SecretKey& key,
                             std::optional<std::string_view> version_id) const {
  if (count_.load(std::memory_order_acquire) == 0) return 0;
  const Shard& shard = shards_[shard_of(key)];
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.reads.find(key);
  if (found == shard.reads.end()) return 0;
  Day latest = 0;
  for (const Read& read : found->second) {
    if (!version_id || read.version_id == *version_id) latest = std::max(latest, read.day);
  }
  return latest;
}

Day AccessDates::last_accessed(const Secret& secret) const {
  return std::max(secret.last_accessed, waiting_day(secret.key, std::nullopt));
}

Day AccessDates::last_accessed(const Secret& secret, const Version& version) const {
  return std::max(version.last_accessed, waiting_day(secret.key, version.id));
}

std::vector<AccessDates::Access> AccessDates::waiting() const {
  std::vector<Access> all;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [key, reads] : shard.reads) {
      for (const Read& read : reads) all.push_back({key, read.version_id, read.day});
    }
  }
  return all;
}

void AccessDates::written(const Access& access) {
  Shard& shard = shards_[shard_of(access.secret_key)];
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.reads.find(access.secret_key);
  if (found == shard.reads.end()) return;
  count_ -= std::erase_if(found->second, [&](const Read& read) {
    return read.version_id == access.version_id && read.day <= access.day;
  });
  if (found->second.empty()) shard.reads.erase(found);
}

}  // namespace strongroom::secrets
