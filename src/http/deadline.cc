#include "http/deadline.h"

#include <utility>

namespace strongroom::http {

Deadline::Deadline(LoopContext& loop, std::chrono::milliseconds time) : timer_(loop, time) {
  timer_.async_wait([state = state_](boost::system::error_code cancelled) {
    if (!cancelled) state->pass();
  });
}

Deadline::~Deadline() { state_->interrupt = nullptr; }

void Deadline::State::pass() {
  passed = true;
  if (interrupt) interrupt();
}

void Deadline::interrupts(std::function<void()> interrupt) {
  state_->interrupt = std::move(interrupt);
  // It may have passed just when what it would have interrupted had ended.
  if (state_->passed && state_->interrupt) state_->interrupt();
}

}  // namespace strongroom::http
