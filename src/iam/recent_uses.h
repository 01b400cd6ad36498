#pragma once

#include "base/clock.h"

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::iam {

/// Uses of access keys and roles, kept in memory until a job writes them into the store (iam
/// contract 3.2). A crash loses what was not written yet: a few seconds. Any thread.
class RecentUses {
 public:
  enum class Of : std::uint8_t { AccessKey, Role };
  struct Use {
    Of of = Of::AccessKey;
    std::string id;  ///< Of the key; unique id of the role.
    Timestamp at;
    std::string service;
    std::string region;
  };

  RecentUses();

  /// For every request: a thread that noted a use of the same key or role in the last minutes
  /// (kLastUseAge) does not take a lock.
  void note(Of of, std::string_view id, std::string_view service, std::string_view region,
            Timestamp now);

  /// What waits, which then waits no more.
  std::vector<Use> take();
  /// For one that could not be written; a later use that came meanwhile stays.
  void put_back(const Use& use);

 private:
  const std::uint64_t number_;  // tells this object's notes in a thread's memory from others'
  std::mutex mutex_;
  std::map<std::string, Use, std::less<>> uses_;  // guarded by mutex_; by id
};

}  // namespace strongroom::iam
