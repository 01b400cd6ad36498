#pragma once

#include "base/clock.h"

#include <fstream>
#include <string>
#include <utility>

namespace strongroom::app {

/// The system's time plus the milliseconds that a file says, read anew each time: how a test of the
/// whole server lets days pass. Any thread.
class OffsetClock final : public Clock {
 public:
  explicit OffsetClock(std::string file) : file_(std::move(file)) {}

  Timestamp now() const override {
    std::int64_t offset = 0;
    std::ifstream(file_) >> offset;
    return system_.now() + std::chrono::milliseconds(offset);
  }

 private:
  std::string file_;
  SystemClock system_;
};

}  // namespace strongroom::app
