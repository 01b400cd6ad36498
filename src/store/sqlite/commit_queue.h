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

  /// False: it was not let in and its outcome is set. Throttled: too many wait. Unavailable:
  /// closed. After true it may be resumed, and gone, at any time.
  bool add(WaitingCommit& commit);
  bool empty() const;

  /// For the writer: waits for commits, as many as are worth it. False: the queue is closed and all
  /// have been taken.
  bool wait();
  /// For the writer, after a `wait`: the next group, oldest first.
  std::vector<WaitingCommit*> take();
  /// Resumes the waiters of a group, whose outcomes are set: one wake-up for each executor.
  static void resume(std::span<WaitingCommit* const> group);

  /// No more commits are let in.
  void close();

 private:
  using Clock = std::chrono::steady_clock;

  void wait_for(std::unique_lock<std::mutex>& lock, std::size_t commits,
                Clock::time_point deadline);

  const std::size_t max_waiting_;
  std::size_t last_group_ = 1;  // the writer's own
  Clock::time_point taken_at_;  // the writer's own: the last group

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable added_;
  std::deque<WaitingCommit*> waiting_;
  std::size_t wanted_ = 0;  // Wakes the writer when so many wait; 0: it does not wait.
  bool closed_ = false;
};

}  // namespace strongroom::store::sqlite
