#include "app/unsealing.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::app {

using keyring::ShamirSeal;

Result<void> Unsealing::may_try(Timestamp now) const {
  const std::scoped_lock lock(mutex_);
  const auto until = last_wrong_ + kPause;
  if (wrong_ < kWrongInARow || now >= until) return {};
  const auto left = std::chrono::ceil<std::chrono::seconds>(until - now).count();
  return failure(ErrorCode::InvalidInput,
                 fmt::format("{} wrong answers in a row: come again in {} seconds.", wrong_, left));
}

void Unsealing::was_wrong(Timestamp now) {
  const std::scoped_lock lock(mutex_);
  if (wrong_ >= kWrongInARow) wrong_ = 0;  // the pause is over
  ++wrong_;
  last_wrong_ = now;
}

Result<ShamirSeal::Progress> Unsealing::offer(std::string_view share, Timestamp now) {
  SR_CHECK(may_try(now));
  auto progress = [&] {
    const std::scoped_lock lock(mutex_);
    return shares_.offer(share, status_.slots);
  }();
  if (!progress) {
    was_wrong(now);
    return progress;
  }
  const std::scoped_lock lock(mutex_);
  wrong_ = 0;
  last_share_ = now;
  return progress;
}

ShamirSeal::Progress Unsealing::progress() const {
  const std::scoped_lock lock(mutex_);
  return shares_.progress();
}

ShamirSeal Unsealing::take_shares() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(shares_, ShamirSeal());
}

void Unsealing::drop_old_shares(Timestamp now) {
  const std::scoped_lock lock(mutex_);
  if (now >= last_share_ + kSharesKept) shares_.forget();
}

}  // namespace strongroom::app
