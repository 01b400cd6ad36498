#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "keyring/rekey.h"
#include "keyring/shamir_seal.h"

#include <chrono>
#include <mutex>
#include <string_view>
#include <utility>

namespace strongroom::app {

/// What people have given to open a sealed server: shares so far, and how often they were wrong.
/// Shares that wait for others are dropped after a while; after several wrong answers in a row
/// nothing is taken for a minute. Any thread.
class Unsealing {
 public:
  static constexpr int kWrongInARow = 5;
  static constexpr std::chrono::minutes kPause{1};
  static constexpr std::chrono::minutes kSharesKept{10};

  /// `status` is that of the store.
  explicit Unsealing(keyring::SealStatus status) : status_(std::move(status)) {}

  const keyring::SealStatus& status() const { return status_; }

  /// InvalidInput: there were too many wrong answers; when to come again.
  Result<void> may_try(Timestamp now) const;
  void was_wrong(Timestamp now);

  /// InvalidInput, as ShamirSeal::offer; counted as wrong.
  Result<keyring::ShamirSeal::Progress> offer(std::string_view share, Timestamp now);
  keyring::ShamirSeal::Progress progress() const;
  /// The shares that have come; none are left here.
  keyring::ShamirSeal take_shares();
  /// Drops the shares when the last one came too long ago.
  void drop_old_shares(Timestamp now);

 private:
  const keyring::SealStatus status_;
  mutable std::mutex mutex_;  // guards what follows
  keyring::ShamirSeal shares_;
  Timestamp last_share_{};
  int wrong_ = 0;
  Timestamp last_wrong_{};
};

}  // namespace strongroom::app
