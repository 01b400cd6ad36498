#pragma once

#include "base/clock.h"

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::iam {

/// Locks a user's password, and nothing else of his, for a while after several wrong ones in a row.
/// In memory: a restart forgets. Any thread.
class SignInLimiter {
 public:
  static constexpr int kFailures = 5;
  static constexpr std::chrono::minutes kLockedFor{15};

  /// Of at most so many users; the one whose last failure is longest ago is forgotten first.
  explicit SignInLimiter(std::size_t remembered = 65'536) : capacity_(remembered) {}

  /// Until when the user (by unique id) is locked out; nothing when he may try.
  std::optional<Timestamp> locked_until(std::string_view user, Timestamp now) const;
  void failed(std::string_view user, Timestamp now);
  void succeeded(std::string_view user);

 private:
  struct Entry {
    std::string user;
    int failures = 0;
    Timestamp last;
  };
  using Entries = std::list<Entry>;

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  Entries entries_;  // guarded by mutex_; newest first
  std::unordered_map<std::string_view, Entries::iterator> by_user_;  // guarded by mutex_
};

}  // namespace strongroom::iam
