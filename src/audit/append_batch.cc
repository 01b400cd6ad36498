#include "audit/append_batch.h"

#include <utility>

namespace strongroom::audit {

void TurnBatch::add(BatchSink& sink, PendingLine& line) {
  thread_local TurnBatch batch;
  if (batch.sink_ != &sink) {
    // One log a process; only tests change it.
    if (!batch.lines_.empty()) batch.leave();
    batch.sink_ = &sink;
  }
  batch.lines_.push_back(&line);
  if (batch.lines_.size() == 1) line.executor->defer(batch);
}

void TurnBatch::leave() {
  if (lines_.empty()) return;
  std::swap(lines_, leaving_);
  sink_->submit(leaving_);
  leaving_.clear();
}

void resume_elsewhere(const std::vector<PendingLine*>& lines) {
  std::vector<std::coroutine_handle<>> together;
  for (std::size_t i = 0; i < lines.size();) {
    Executor* const executor = lines[i]->executor;
    together.clear();
    // The frames may be gone as soon as they are posted, so all is read before.
    for (; i < lines.size() && lines[i]->executor == executor; ++i) {
      together.push_back(lines[i]->waiter);
    }
    if (executor != nullptr) {
      executor->post(together);
    } else {
      for (const auto coroutine : together) coroutine.resume();
    }
  }
}

void resume_here(const std::vector<PendingLine*>& lines) {
  for (const PendingLine* line : lines) line->waiter.resume();
}

}  // namespace strongroom::audit
