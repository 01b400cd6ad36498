#pragma once

#include "store/sqlite/checkpointer.h"
#include "store/sqlite/commit_queue.h"
#include "store/sqlite/episode.h"
#include "store/sqlite/group_writer.h"
#include "store/store.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

namespace strongroom::store::sqlite {

/// The one place where the file is changed. Its thread takes all waiting commits, writes them as
/// one group, shows them to the sinks, resumes the waiters. A commit that comes alone can be
/// written on the thread that it comes from.
class Writer {
 public:
  /// `queue` and `checkpointer` outlive it.
  Writer(std::unique_ptr<GroupWriter> groups, CommitQueue& queue, Checkpointer& checkpointer);
  ~Writer() { finish(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// After the queue was closed: returns when what still waits is written.
  void finish();

  /// Nothing waits or is being written, and the disk is fast. Any thread; a hint.
  bool is_free() const;
  /// Writes and shows `commit` here and now and sets its outcome, or leaves it alone when another
  /// is being written, waits, or would have to. For a thread that may stand still for the time of a
  /// flush.
  bool write_now(WaitingCommit& commit);

  void watch(WatchSink& sink);
  Revision last_seen() const { return last_seen_; }  ///< By all sinks. Any thread.
  void add_to(Store::Statistics& statistics) const;  ///< Any thread.

 private:
  void work();
  std::vector<WaitingCommit*> write_group();
  // With mutex_ held, and let in by the checkpointer.
  void write(std::span<WaitingCommit* const> group);
  void show(std::span<WaitingCommit* const> group);
  void fail(std::span<WaitingCommit* const> group, std::string_view why);

  CommitQueue& queue_;
  Checkpointer& checkpointer_;
  Episode failures_{"The store can't be written"};

  std::atomic<Revision> last_seen_;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> written_groups_ = 0;
  std::atomic<std::uint64_t> conflicts_ = 0;
  std::atomic<bool> writing_ = false;
  std::atomic<std::chrono::nanoseconds> usual_time_{};  // that a group takes

  std::mutex mutex_;  // guards what follows
  const std::unique_ptr<GroupWriter> groups_;
  std::vector<WatchSink*> sinks_;
  bool finished_ = false;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace strongroom::store::sqlite
