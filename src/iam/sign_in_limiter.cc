#include "iam/sign_in_limiter.h"

namespace strongroom::iam {

std::optional<Timestamp> SignInLimiter::locked_until(std::string_view user, Timestamp now) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_user_.find(user);
  if (found == by_user_.end() || found->second->failures < kFailures) return std::nullopt;
  const Timestamp until = found->second->last + kLockedFor;
  return now < until ? std::optional(until) : std::nullopt;
}

void SignInLimiter::failed(std::string_view user, Timestamp now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_user_.find(user);
  if (found == by_user_.end()) {
    if (entries_.size() >= capacity_) {
      by_user_.erase(entries_.back().user);
      entries_.pop_back();
    }
    entries_.push_front({.user = std::string(user), .failures = 1, .last = now});
    by_user_.emplace(entries_.front().user, entries_.begin());
    return;
  }
  Entry& entry = *found->second;
  // Failures that are long past don't count together with new ones.
  entry.failures = now - entry.last < kLockedFor ? entry.failures + 1 : 1;
  entry.last = now;
  entries_.splice(entries_.begin(), entries_, found->second);
}

void SignInLimiter::succeeded(std::string_view user) {
  const std::lock_guard lock(mutex_);
  const auto found = by_user_.find(user);
  if (found == by_user_.end()) return;
  const auto entry = found->second;
  by_user_.erase(found);
  entries_.erase(entry);
}

}  // namespace strongroom::iam
