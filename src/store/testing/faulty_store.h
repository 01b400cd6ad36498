#pragma once

#include "store/store.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <vector>

namespace strongroom::store::testing {

/// What goes wrong with one commit.
enum class CommitFault {
  None,
  Conflict,        ///< Another one was faster: Conflict, nothing written.
  Throttled,       ///< Too many wait: Throttled, nothing written.
  NotWritten,      ///< Unavailable, nothing written.
  OutcomeUnknown,  ///< Unavailable, but written, and the sinks have seen it.
};

/// A store that fails on demand, before another one that does the work and outlives it. Any thread.
class FaultyStore final : public Store {
 public:
  explicit FaultyStore(Store& store) : store_(store) {}

  /// The next commits meet these faults, in this order; those behind them none.
  void plan(std::vector<CommitFault> faults);
  /// As long as it is set, `get`, `scan`, `load`, `read_barrier` and `notes` are Unavailable.
  void fail_reads(bool fail) { reads_fail_ = fail; }

  Task<Result<Revision>> commit(Transaction transaction) override;
  Task<Result<std::optional<Entry>>> get(Bytes key) override;
  Task<Result<std::vector<Entry>>> scan(KeyRange range, std::size_t limit) override;
  void watch(WatchSink& sink) override;
  Result<void> load_share(const KeyRange& range, Share share, const Visit& visit) override;
  Task<Result<Revision>> read_barrier() override;
  Task<Result<std::vector<Note>>> notes() override;
  void release_notes(std::span<const Revision> revisions) override;
  Statistics statistics() const override;

 private:
  CommitFault next_fault();
  Result<void> readable() const;

  Store& store_;
  std::atomic<bool> reads_fail_ = false;
  std::mutex mutex_;
  std::deque<CommitFault> planned_;  // guarded by mutex_
};

}  // namespace strongroom::store::testing
