#pragma once

#include "base/clock.h"
#include "kms/last_use.h"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::kms {

/// The last uses of keys, kept in memory until a job writes them into the store. A crash loses what
/// was not written yet: at most a minute. Any thread.
class RecentKeyUses {
 public:
  /// One that an audit record tells of.
  struct Use {
    std::string_view key_arn;
    std::string_view operation;
    Timestamp at;
    std::string_view event_id;
    std::string_view request_id;
  };

  /// For every call that succeeds with a key; ignores operations that do not count. Threads seldom
  /// wait for each other.
  void note(const Use& use);

  std::optional<LastUse> of(std::string_view key_arn) const;

  /// By ARN of the key. A use leaves with `written`, so that readers never see an older one in
  /// between.
  std::map<std::string, LastUse, std::less<>> waiting() const;
  /// A later use that came meanwhile stays.
  void written(std::string_view key_arn, const LastUse& use);

 private:
  struct ArnHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct alignas(64) Shard {
    mutable std::mutex mutex;
    std::unordered_map<std::string, LastUse, ArnHash, std::equal_to<>> uses;  // guarded by mutex
  };
  static constexpr std::size_t kShards = 16;

  Shard& shard_of_this_thread();

  std::array<Shard, kShards> shards_;
};

}  // namespace strongroom::kms
