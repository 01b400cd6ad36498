#pragma once

#include "base/executor.h"
#include "base/result.h"
#include "store/sqlite/commit_queue.h"
#include "store/sqlite/writer.h"
#include "store/store.h"

#include <coroutine>
#include <utility>

namespace strongroom::store::sqlite {

/// `co_await` it for the outcome of a commit. An I/O thread that has nothing else to do writes it
/// itself; otherwise it waits in the queue for the writer's thread
/// (docs/decisions/0013-a-lonely-commit-is-written-by-its-io-thread.md).
class CommitAwaiter final : private Executor::Deferred {
 public:
  /// `writer` and `queue` outlive it.
  CommitAwaiter(Writer& writer, CommitQueue& queue, Transaction transaction)
      : writer_(writer), queue_(queue), commit_{.transaction = std::move(transaction)} {}

  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> coroutine);
  Result<Revision> await_resume() { return std::move(commit_.outcome); }

 private:
  void run(bool alone) override;

  Writer& writer_;
  CommitQueue& queue_;
  WaitingCommit commit_;
};

}  // namespace strongroom::store::sqlite
