#pragma once

#include "http/socket.h"

#include <chrono>
#include <functional>
#include <memory>

namespace strongroom::http {

/// Bounds a row of waits by one time. The loop's thread only.
class Deadline {
 public:
  Deadline(LoopContext& loop, std::chrono::milliseconds time);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  bool passed() const { return state_->passed; }
  /// Ends the time now.
  void pass() { state_->pass(); }
  /// From now on `interrupt` is called when the time is over, in place of what was given before; at
  /// once when it is over already.
  void interrupts(std::function<void()> interrupt);

 private:
  // Shared with the timer's handler, which may be on its way when this is gone.
  struct State {
    bool passed = false;
    std::function<void()> interrupt;

    void pass();
  };

  const std::shared_ptr<State> state_ = std::make_shared<State>();
  Timer timer_;
};

}  // namespace strongroom::http
