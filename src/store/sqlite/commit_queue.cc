#include "store/sqlite/commit_queue.h"

#include <algorithm>

namespace strongroom::store::sqlite {
namespace {

// Of one group: enough to share a flush among many, few enough that the first does not wait long
// for the last, and that the log does not grow far beyond its bound.
constexpr std::size_t kMaxCommits = 1'024;
constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

std::size_t bytes_of_values(const Transaction& transaction) {
  std::size_t bytes = 0;
  for (const Write& write : transaction.writes) bytes += write.value ? write.value->size() : 0;
  return bytes;
}

struct Batch {
  Executor* executor = nullptr;
  std::vector<std::coroutine_handle<>> coroutines;
};

}  // namespace

bool CommitQueue::add(WaitingCommit& commit) {
  const std::lock_guard lock(mutex_);
  if (closed_) {
    commit.outcome = failure(ErrorCode::Unavailable, "The store is closed.");
    return false;
  }
  if (waiting_.size() >= max_waiting_) {
    commit.outcome = failure(ErrorCode::Throttled, "Too many changes are waiting.");
    return false;
  }
  waiting_.push_back(&commit);
  // Under the lock: behind it `commit`, its coroutine and this queue may be gone already.
  if (waiting_.size() == wanted_) added_.notify_one();
  return true;
}

bool CommitQueue::empty() const {
  const std::lock_guard lock(mutex_);
  return waiting_.empty();
}

bool CommitQueue::wait() {
  std::unique_lock lock(mutex_);
  const auto writing = Clock::now() - taken_at_;
  wait_for(lock, 1, Clock::time_point::max());
  // The waiters of the last group come back one after the other. Waiting for them a little, less
  // than a flush takes, spares every second flush.
  wait_for(lock, last_group_, Clock::now() + writing / 4);
  return !waiting_.empty();
}

std::vector<WaitingCommit*> CommitQueue::take() {
  const std::lock_guard lock(mutex_);
  std::vector<WaitingCommit*> group;
  std::size_t bytes = 0;
  while (!waiting_.empty() && group.size() < kMaxCommits && bytes < kMaxBytes) {
    group.push_back(waiting_.front());
    bytes += bytes_of_values(group.back()->transaction);
    waiting_.pop_front();
  }
  last_group_ = group.size();
  taken_at_ = Clock::now();
  return group;
}

void CommitQueue::wait_for(std::unique_lock<std::mutex>& lock, std::size_t commits,
                           Clock::time_point deadline) {
  wanted_ = commits;
  added_.wait_until(lock, deadline, [&] { return closed_ || waiting_.size() >= commits; });
  wanted_ = 0;
}

void CommitQueue::resume(std::span<WaitingCommit* const> group) {
  // Sorted out before any is resumed, as that ends the life of its WaitingCommit.
  std::vector<Batch> batches;
  for (const WaitingCommit* commit : group) {
    auto batch = std::ranges::find(batches, commit->executor, &Batch::executor);
    if (batch == batches.end()) {
      batch = batches.insert(batch, {.executor = commit->executor, .coroutines = {}});
    }
    batch->coroutines.push_back(commit->coroutine);
  }
  for (const Batch& batch : batches) {
    if (batch.executor != nullptr) {
      batch.executor->post(batch.coroutines);
    } else {
      for (const auto coroutine : batch.coroutines) coroutine.resume();
    }
  }
}

void CommitQueue::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  added_.notify_all();
}

}  // namespace strongroom::store::sqlite
