#pragma once

#include "base/clock.h"
#include "base/recent_map.h"

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string_view>

namespace strongroom::iam {

/// Locks a user's password, and nothing else of his, for a while after several wrong ones in a row.
/// In memory: a restart forgets. Any thread.
class SignInLimiter {
 public:
  static constexpr int kFailures = 5;
  static constexpr std::chrono::minutes kLockedFor{15};

  /// Of at most so many users; the one whose last failure is longest ago is forgotten first.
  explicit SignInLimiter(std::size_t remembered = 65'536) : failures_(remembered) {}

  /// Until when the user (by unique id) is locked out; nothing when he may try.
  std::optional<Timestamp> locked_until(std::string_view user, Timestamp now) const;
  void failed(std::string_view user, Timestamp now);
  void succeeded(std::string_view user);
  /// Takes one failure back.
  void was_not_tried(std::string_view user);

 private:
  struct Failures {
    int count = 0;
    Timestamp last;
  };

  mutable std::mutex mutex_;
  RecentMap<Failures> failures_;  // guarded by mutex_
};

}  // namespace strongroom::iam
