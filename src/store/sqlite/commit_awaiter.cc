#include "store/sqlite/commit_awaiter.h"

namespace strongroom::store::sqlite {

bool CommitAwaiter::await_suspend(std::coroutine_handle<> coroutine) {
  commit_.coroutine = coroutine;
  commit_.executor = Executor::current();
  if (commit_.executor == nullptr || !writer_.is_free()) return queue_.add(commit_);
  // Whether this thread has something else to do shows at the end of the turn.
  commit_.executor->defer(*this);
  return true;
}

void CommitAwaiter::run(bool alone) {
  const bool written = alone && writer_.write_now(commit_);
  if (!written && queue_.add(commit_)) return;
  commit_.coroutine.resume();
}

}  // namespace strongroom::store::sqlite
