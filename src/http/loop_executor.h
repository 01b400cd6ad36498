#pragma once

#include "base/executor.h"
#include "http/socket.h"

#include <coroutine>
#include <mutex>
#include <span>
#include <vector>

namespace strongroom::http {

/// Resumes coroutines on the thread that runs `loop`, one wake-up for all that were posted since
/// the last. What is posted after the loop has ended is never resumed. Any thread.
class LoopExecutor final : public Executor {
 public:
  explicit LoopExecutor(LoopContext& loop) : loop_(loop) {}

  using Executor::post;
  void post(std::span<const std::coroutine_handle<>> coroutines) override;
  void defer(Deferred& deferred) override;

 private:
  void resume_posted();
  void run_deferred();

  LoopContext& loop_;
  std::vector<Deferred*> deferred_;                // touched by the loop's thread alone
  std::vector<Deferred*> running_;                 // touched by the loop's thread alone
  std::vector<std::coroutine_handle<>> resuming_;  // touched by the loop's thread alone

  std::mutex mutex_;  // guards what follows
  std::vector<std::coroutine_handle<>> posted_;
  bool woken_ = false;
};

}  // namespace strongroom::http
