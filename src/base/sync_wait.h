#pragma once

#include "base/executor.h"
#include "base/task.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace strongroom {

/// An executor that is run by the thread that waits on it: for tests, start-up and command-line
/// tools.
class BlockingExecutor final : public Executor {
 public:
  void post(std::span<const std::coroutine_handle<>> coroutines) override;
  using Executor::post;
  void defer(Deferred& deferred) override { deferred_.push_back(&deferred); }
  /// Resumes what is posted until `done` has become true (checked between two coroutines).
  void run_until(const bool& done);

 private:
  void run_deferred();

  std::vector<Deferred*> deferred_;  // touched by the waiting thread alone
  std::mutex mutex_;
  std::condition_variable posted_;
  std::vector<std::coroutine_handle<>> queue_;  // guarded by mutex_
};

/// Runs `task` to its end on this thread and returns its result. Not for a thread that serves
/// requests.
template <class T>
T sync_wait(Task<T> task) {
  BlockingExecutor executor;
  const Executor::Scope scope(executor);
  bool done = false;
  std::optional<T> result;
  start(std::move(task), [&](T value) {
    result.emplace(std::move(value));
    done = true;
  });
  executor.run_until(done);
  return *std::move(result);
}

inline void sync_wait(Task<void> task) {
  BlockingExecutor executor;
  const Executor::Scope scope(executor);
  bool done = false;
  start(std::move(task), [&] { done = true; });
  executor.run_until(done);
}

}  // namespace strongroom
