#pragma once

#include "base/executor.h"

#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom {

/// Threads for what blocks: disk reads, key derivations. `co_await pool.run(f)` calls f() on one of
/// them and goes on where it was (base/executor.h). Any thread.
class WorkerPool {
 public:
  explicit WorkerPool(unsigned threads);
  ~WorkerPool();  ///< Runs what is queued, then ends.
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Jobs that no thread has begun.
  std::size_t waiting() const;

  template <class F>
  auto run(F work) {
    return Awaiter<F>(*this, std::move(work));
  }

 private:
  template <class F>
  class Awaiter {
   public:
    using Value = std::invoke_result_t<F>;
    Awaiter(WorkerPool& pool, F work) : pool_(pool), work_(std::move(work)) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      pool_.submit([this, waiting, executor = Executor::current()] {
        try {
          value_.emplace(work_());
        } catch (...) {
          exception_ = std::current_exception();
        }
        resume_on(executor, waiting);
      });
    }
    Value await_resume() {
      if (exception_) std::rethrow_exception(exception_);
      return *std::move(value_);
    }

   private:
    WorkerPool& pool_;
    F work_;
    std::optional<Value> value_;
    std::exception_ptr exception_;
  };

  void submit(std::function<void()> job);
  void work();

  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;  // guarded by mutex_
  bool stopping_ = false;                   // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace strongroom
