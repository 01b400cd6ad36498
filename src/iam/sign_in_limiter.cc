#include "iam/sign_in_limiter.h"

namespace strongroom::iam {

std::optional<Timestamp> SignInLimiter::locked_until(std::string_view user, Timestamp now) const {
  const std::lock_guard lock(mutex_);
  const Failures* const failures = failures_.find(user);
  if (failures == nullptr || failures->count < kFailures) return std::nullopt;
  const Timestamp until = failures->last + kLockedFor;
  return now < until ? std::optional(until) : std::nullopt;
}

void SignInLimiter::failed(std::string_view user, Timestamp now) {
  const std::lock_guard lock(mutex_);
  Failures& failures = failures_.use(user);
  // Failures that are long past don't count together with new ones.
  if (now - failures.last >= kLockedFor) failures.count = 0;
  ++failures.count;
  failures.last = now;
}

void SignInLimiter::succeeded(std::string_view user) {
  const std::lock_guard lock(mutex_);
  failures_.erase(user);
}

void SignInLimiter::was_not_tried(std::string_view user) {
  const std::lock_guard lock(mutex_);
  if (failures_.find(user) != nullptr) --failures_.use(user).count;
}

}  // namespace strongroom::iam
