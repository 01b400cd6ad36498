#pragma once

#include "store/sqlite/checkpointer.h"
#include "store/sqlite/commit_queue.h"
#include "store/sqlite/episode.h"
#include "store/sqlite/group_writer.h"
#include "store/store.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace strongroom::store::sqlite {

/// The one thread that changes the file: takes all waiting commits, writes them as one group, shows
/// them to the sinks, resumes the waiters.
class Writer {
 public:
  /// `queue` and `checkpointer` outlive it.
  Writer(std::unique_ptr<GroupWriter> groups, CommitQueue& queue, Checkpointer& checkpointer);
  ~Writer() { finish(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// After the queue was closed: returns when what still waits is written.
  void finish();

  void watch(WatchSink& sink);
  Revision last_seen() const { return last_seen_; }  ///< By all sinks. Any thread.
  void add_to(Store::Statistics& statistics) const;  ///< Any thread.

 private:
  void work();
  void serve(std::span<WaitingCommit* const> group);
  bool write(std::span<WaitingCommit* const> group);
  void show(std::span<WaitingCommit* const> group);

  const std::unique_ptr<GroupWriter> groups_;  // the thread's own
  CommitQueue& queue_;
  Checkpointer& checkpointer_;
  Episode failures_{"The store can't be written"};

  std::atomic<Revision> last_seen_;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> written_groups_ = 0;
  std::atomic<std::uint64_t> conflicts_ = 0;
  std::mutex mutex_;
  std::vector<WatchSink*> sinks_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace strongroom::store::sqlite
