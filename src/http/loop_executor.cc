#include "http/loop_executor.h"

#include <utility>

namespace strongroom::http {

void LoopExecutor::post(std::span<const std::coroutine_handle<>> coroutines) {
  {
    const std::lock_guard lock(mutex_);
    posted_.insert(posted_.end(), coroutines.begin(), coroutines.end());
    if (std::exchange(woken_, true)) return;
  }
  // Asio queues this behind the handlers that are ready now, also when posted from the loop itself:
  // that makes it a later turn.
  boost::asio::post(loop_, [this] { resume_posted(); });
}

void LoopExecutor::defer(Deferred& deferred) {
  deferred_.push_back(&deferred);
  if (deferred_.size() == 1) boost::asio::post(loop_, [this] { run_deferred(); });
}

void LoopExecutor::run_deferred() {
  std::swap(deferred_, running_);
  for (Deferred* const deferred : running_) deferred->run(running_.size() == 1);
  running_.clear();
}

void LoopExecutor::resume_posted() {
  {
    const std::lock_guard lock(mutex_);
    std::swap(posted_, resuming_);
    woken_ = false;
  }
  for (const std::coroutine_handle<> coroutine : resuming_) coroutine.resume();
  resuming_.clear();
}

}  // namespace strongroom::http
