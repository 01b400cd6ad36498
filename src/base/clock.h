#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace strongroom {

/// A moment, UTC, to the millisecond: what the API shows and what is stored.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

inline std::int64_t milliseconds_of(Timestamp at) { return at.time_since_epoch().count(); }
inline Timestamp timestamp_of(std::int64_t milliseconds) {
  return Timestamp(std::chrono::milliseconds(milliseconds));
}

/// Where the time comes from; the only source in the code, so that a test can set it. Any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Timestamp now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
};

/// A clock that stands still until it is moved.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Timestamp start = timestamp_of(1'700'000'000'000))
      : now_(milliseconds_of(start)) {}
  Timestamp now() const override { return timestamp_of(now_.load()); }
  void set(Timestamp to) { now_ = milliseconds_of(to); }
  void advance(std::chrono::milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_;
};

}  // namespace strongroom
