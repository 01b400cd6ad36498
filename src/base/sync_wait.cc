#include "base/sync_wait.h"

namespace strongroom {

void BlockingExecutor::post(std::span<const std::coroutine_handle<>> coroutines) {
  const std::lock_guard lock(mutex_);
  queue_.insert(queue_.end(), coroutines.begin(), coroutines.end());
  // Under the lock: behind it the waiter may have ended and taken this object with it.
  posted_.notify_one();
}

void BlockingExecutor::run_deferred() {
  const std::vector<Deferred*> running = std::exchange(deferred_, {});
  for (Deferred* const deferred : running) deferred->run(running.size() == 1);
}

void BlockingExecutor::run_until(const bool& done) {
  std::vector<std::coroutine_handle<>> ready;
  while (!done) {
    run_deferred();
    if (done) return;
    {
      std::unique_lock lock(mutex_);
      // What was put off meanwhile has its turn, but not before what is posted already.
      posted_.wait(lock, [&] { return !queue_.empty() || !deferred_.empty(); });
      ready.swap(queue_);
    }
    for (const auto coroutine : ready) coroutine.resume();
    ready.clear();
  }
}

}  // namespace strongroom
