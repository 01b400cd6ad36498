#pragma once

#include "base/executor.h"

#include <coroutine>
#include <functional>
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

/// The records of one turn of one thread's loop. That thread only.
class TurnBatch {
 public:
  static TurnBatch& of_this_thread();
  /// True when it is the first of its turn.
  bool add(PendingLine* line);
  std::vector<PendingLine*> take();

 private:
  std::vector<PendingLine*> lines_;
};

/// Hands the batch to `submit` in the executor's next turn.
void submit_at_end_of_turn(Executor& executor, TurnBatch& batch,
                           std::function<void(std::vector<PendingLine*>)> submit);

/// Wakes all waiters of a batch, each executor once.
void resume_all(const std::vector<PendingLine*>& lines);

}  // namespace strongroom::audit
