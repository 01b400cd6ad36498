#pragma once

#include "base/executor.h"

#include <coroutine>
#include <string_view>
#include <vector>

namespace strongroom::audit {

/// A record on its way to the file, in the frame of the coroutine that waits for it.
struct PendingLine {
  std::string_view line;
  bool written = false;
  std::coroutine_handle<> waiter;
  Executor* executor = nullptr;  ///< Where the waiter goes on; null: on the audit thread.
};

/// Where batches go.
class BatchSink {
 public:
  /// On the thread that gathered `lines`, from its loop: waiters may be resumed before it returns.
  virtual void submit(const std::vector<PendingLine*>& lines) = 0;

 protected:
  ~BatchSink() = default;
};

/// The records of one turn of one thread's loop, for one sink. That thread only.
class TurnBatch final : public Executor::Deferred {
 public:
  /// Adds `line` to this thread's batch; the first sees to it that the batch leaves for `sink`.
  static void add(BatchSink& sink, PendingLine& line);

  void run(bool /*alone*/) override { leave(); }

 private:
  void leave();

  BatchSink* sink_ = nullptr;
  std::vector<PendingLine*> lines_;
  std::vector<PendingLine*> leaving_;  // their waiters may add the next lines
};

/// Wakes all waiters from another thread than theirs. Each executor once for neighbouring lines: a
/// batch comes from one.
void resume_elsewhere(const std::vector<PendingLine*>& lines);

/// Resumes all waiters here, on their own loop's thread.
void resume_here(const std::vector<PendingLine*>& lines);

}  // namespace strongroom::audit
