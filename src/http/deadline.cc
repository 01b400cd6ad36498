#include "http/deadline.h"

#include <utility>

namespace strongroom::http {

Deadline::Deadline(LoopContext& loop, std::chrono::milliseconds time) : timer_(loop, time) {
  timer_.async_wait([state = state_](boost::system::error_code cancelled) {
    if (cancelled) return;
    state->passed = true;
    if (state->interrupt) state->interrupt();
  });
}

Deadline::~Deadline() { state_->interrupt = nullptr; }

void Deadline::interrupts(std::function<void()> interrupt) {
  state_->interrupt = std::move(interrupt);
}

}  // namespace strongroom::http
