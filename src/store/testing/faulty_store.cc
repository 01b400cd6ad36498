#include "store/testing/faulty_store.h"

#include <utility>

namespace strongroom::store::testing {

void FaultyStore::plan(std::vector<CommitFault> faults) {
  const std::lock_guard lock(mutex_);
  planned_.assign(faults.begin(), faults.end());
}

CommitFault FaultyStore::next_fault() {
  const std::lock_guard lock(mutex_);
  if (planned_.empty()) return CommitFault::None;
  const CommitFault fault = planned_.front();
  planned_.pop_front();
  return fault;
}

Result<void> FaultyStore::readable() const {
  if (reads_fail_) return failure(ErrorCode::Unavailable, "The store can't be read.");
  return {};
}

Task<Result<Revision>> FaultyStore::commit(Transaction transaction) {
  const CommitFault fault = next_fault();
  switch (fault) {
    case CommitFault::Conflict:
      co_return failure(ErrorCode::Conflict, "The record was changed by another request.");
    case CommitFault::Throttled:
      co_return failure(ErrorCode::Throttled, "Too many changes are waiting.");
    case CommitFault::NotWritten:
      co_return failure(ErrorCode::Unavailable, "The store can't be written.");
    case CommitFault::None:
    case CommitFault::OutcomeUnknown:
      break;
  }
  Result<Revision> outcome = co_await store_.commit(std::move(transaction));
  if (outcome && fault == CommitFault::OutcomeUnknown) {
    co_return failure(ErrorCode::Unavailable, "The store can't be written.");
  }
  co_return outcome;
}

Task<Result<std::optional<Entry>>> FaultyStore::get(Bytes key) {
  SR_CO_CHECK(readable());
  co_return co_await store_.get(std::move(key));
}

Task<Result<std::vector<Entry>>> FaultyStore::scan(KeyRange range, std::size_t limit) {
  SR_CO_CHECK(readable());
  co_return co_await store_.scan(std::move(range), limit);
}

void FaultyStore::watch(WatchSink& sink) { store_.watch(sink); }

Result<void> FaultyStore::load_share(const KeyRange& range, Share share, const Visit& visit) {
  SR_CHECK(readable());
  return store_.load_share(range, share, visit);
}

Task<Result<Revision>> FaultyStore::read_barrier() {
  SR_CO_CHECK(readable());
  co_return co_await store_.read_barrier();
}

Task<Result<std::vector<Note>>> FaultyStore::notes() {
  SR_CO_CHECK(readable());
  co_return co_await store_.notes();
}

void FaultyStore::release_notes(std::span<const Revision> revisions) {
  store_.release_notes(revisions);
}

Store::Statistics FaultyStore::statistics() const { return store_.statistics(); }

}  // namespace strongroom::store::testing
