#pragma once

#include "audit/options.h"

#include <atomic>
#include <cstdint>
#include <string>

namespace strongroom::audit {

/// The room on the disk of an audit folder: an alarm while there is little, and a reserve to be
/// given up when there is none. `give_up_reserve` and the questions: any thread; `look`: one.
class Space {
 public:
  explicit Space(const Options& options);

  /// Looks how much is free, raises or ends the alarm, and makes the reserve when there is room.
  void look();
  /// True when there was a reserve: its room is free now.
  bool give_up_reserve();

  bool low() const { return low_.load(std::memory_order_relaxed); }
  bool on_reserve() const { return on_reserve_.load(std::memory_order_relaxed); }

 private:
  bool make_reserve() const;

  const std::string folder_;
  const std::string reserve_;
  const std::uint64_t low_bytes_;
  const std::uint64_t reserve_bytes_;
  std::atomic<bool> low_ = false;
  std::atomic<bool> on_reserve_ = false;
};

}  // namespace strongroom::audit
