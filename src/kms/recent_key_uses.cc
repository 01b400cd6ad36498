#include "kms/recent_key_uses.h"

#include "base/thread_number.h"

#include <algorithm>
#include <utility>

namespace strongroom::kms {

/// By thread, not by key: the key that all use must not be where all wait.
RecentKeyUses::Shard& RecentKeyUses::shard_of_this_thread() {
  return shards_[thread_number() % kShards];
}

void RecentKeyUses::note(const Use& use) {
  const auto* const operation = std::ranges::find(kTrackedOperations, use.operation);
  if (operation == kTrackedOperations.end()) return;
  Shard& shard = shard_of_this_thread();
  const std::lock_guard lock(shard.mutex);
  auto found = shard.uses.find(use.key_arn);
  if (found == shard.uses.end()) found = shard.uses.try_emplace(std::string(use.key_arn)).first;
  LastUse& last = found->second;
  if (use.at < last.at) return;
  last.operation = *operation;
  last.at = use.at;
  last.event_id.assign(use.event_id);  // in the room of the one before
  last.request_id.assign(use.request_id);
}

std::optional<LastUse> RecentKeyUses::of(std::string_view key_arn) const {
  std::optional<LastUse> last;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.uses.find(key_arn);
    if (found != shard.uses.end() && (!last || found->second.at > last->at)) last = found->second;
  }
  return last;
}

std::map<std::string, LastUse, std::less<>> RecentKeyUses::waiting() const {
  std::map<std::string, LastUse, std::less<>> all;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (const auto& [arn, use] : shard.uses) {
      LastUse& last = all[arn];
      if (use.at > last.at) last = use;
    }
  }
  return all;
}

void RecentKeyUses::written(std::string_view key_arn, const LastUse& use) {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.uses.find(key_arn);
    if (found != shard.uses.end() && found->second.at <= use.at) shard.uses.erase(found);
  }
}

}  // namespace strongroom::kms
