#pragma once

#include "base/executor.h"
#include "store/store.h"

#include <chrono>
#include <condition_variable>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace strongroom::store::sqlite {

/// A commit that waits for its turn. It lives in the frame of the waiting coroutine, until that is
/// resumed.
struct WaitingCommit {
  Transaction transaction;
  Result<Revision> outcome = 0;
  Executor* executor = nullptr;
  std::coroutine_handle<> coroutine = nullptr;
};

/// Where commits wait for the writer, which takes them in groups. Any thread; one writer.
class CommitQueue {
 public:
  explicit CommitQueue(std::size_t max_waiting) : max_waiting_(max_waiting) {}

  class Awaiter {
   public:
    Awaiter(CommitQueue& queue, Transaction transaction)
        : queue_(queue), commit_{.transaction = std::move(transaction)} {}
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> coroutine) {
      commit_.coroutine = coroutine;
      commit_.executor = Executor::current();
      return queue_.add(commit_);
    }
    Result<Revision> await_resume() { return std::move(commit_.outcome); }

   private:
    CommitQueue& queue_;
    WaitingCommit commit_;
  };

  /// `co_await` it for the outcome. Throttled: too many wait. Unavailable: closed.
  Awaiter commit(Transaction transaction) { return {*this, std::move(transaction)}; }

  /// For the writer: waits for commits and takes the next group, oldest first. Empty: the queue is
  /// closed and all have been taken.
  std::vector<WaitingCommit*> take();
  /// Resumes the waiters of a group, whose outcomes are set: one wake-up for each executor.
  static void resume(std::span<WaitingCommit* const> group);

  /// No more commits are let in.
  void close();

 private:
  using Clock = std::chrono::steady_clock;

  bool add(WaitingCommit& commit);
  void wait_for(std::unique_lock<std::mutex>& lock, std::size_t commits,
                Clock::time_point deadline);

  const std::size_t max_waiting_;
  std::size_t last_group_ = 1;  // the writer's own
  Clock::time_point taken_at_;  // the writer's own: the last group

  std::mutex mutex_;  // guards what follows
  std::condition_variable added_;
  std::deque<WaitingCommit*> waiting_;
  std::size_t wanted_ = 0;  // Wakes the writer when so many wait; 0: it does not wait.
  bool closed_ = false;
};

}  // namespace strongroom::store::sqlite
