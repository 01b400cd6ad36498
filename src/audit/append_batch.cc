#include "audit/append_batch.h"

#include "base/task.h"

#include <algorithm>
#include <utility>

namespace strongroom::audit {
namespace {

struct NextTurn {
  Executor& executor;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiter) { executor.post(waiter); }
  void await_resume() const noexcept {}
};

Task<void> submit_in_next_turn(Executor& executor, TurnBatch& batch,
                               std::function<void(std::vector<PendingLine*>)> submit) {
  co_await NextTurn{executor};
  submit(batch.take());
}

}  // namespace

TurnBatch& TurnBatch::of_this_thread() {
  thread_local TurnBatch batch;
  return batch;
}

bool TurnBatch::add(PendingLine* line) {
  lines_.push_back(line);
  return lines_.size() == 1;
}

std::vector<PendingLine*> TurnBatch::take() { return std::exchange(lines_, {}); }

void submit_at_end_of_turn(Executor& executor, TurnBatch& batch,
                           std::function<void(std::vector<PendingLine*>)> submit) {
  start(submit_in_next_turn(executor, batch, std::move(submit)), [] {});
}

void resume_all(const std::vector<PendingLine*>& lines) {
  // Few threads: a pass for each executor is cheaper than a map. The frames may be gone once they
  // are posted, so everything is read first.
  std::vector<std::pair<Executor*, std::coroutine_handle<>>> waiting;
  waiting.reserve(lines.size());
  for (const PendingLine* line : lines) waiting.emplace_back(line->executor, line->waiter);
  std::ranges::sort(waiting, {}, [](const auto& entry) { return entry.first; });

  std::vector<std::coroutine_handle<>> together;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    together.push_back(waiting[i].second);
    if (i + 1 < waiting.size() && waiting[i + 1].first == waiting[i].first) continue;
    if (waiting[i].first != nullptr) {
      waiting[i].first->post(together);
    } else {
      for (const auto coroutine : together) coroutine.resume();
    }
    together.clear();
  }
}

}  // namespace strongroom::audit
