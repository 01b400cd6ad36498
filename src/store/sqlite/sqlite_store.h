#pragma once

#include "base/result.h"
#include "store/sqlite/checkpointer.h"
#include "store/sqlite/commit_queue.h"
#include "store/sqlite/log_joining_vfs.h"
#include "store/sqlite/notes.h"
#include "store/sqlite/reader_pool.h"
#include "store/sqlite/writer.h"
#include "store/store.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace strongroom::store {

struct SqliteOptions {
  /// The database file; its write-ahead log stands beside it, named with "-wal" behind. Both are
  /// created readable by their owner only. One process at a time: the caller sees to that.
  std::filesystem::path file;
  /// Bytes that the write-ahead log may take, plus one group of commits. Smaller: more often a
  /// pause for commits; larger: a longer start after a crash.
  std::size_t log_bound = std::size_t{64} << 20;
  std::size_t max_waiting_commits = 10'000;  ///< Beyond it commits are Throttled.
  unsigned reader_threads = 2;
  std::size_t cache = std::size_t{64} << 20;  ///< Bytes of pages the writer keeps, at most.
  /// For tests: SQLite's name of the file system that holds the file; empty: the real one.
  std::string vfs = {};
};

/// A store in one SQLite file (docs/formats/sqlite.md). All commits that wait are written as one
/// group, with one flush to disk (docs/decisions/0002-sqlite-group-commit.md). A group that could
/// not be written answers all its commits with Unavailable; the next one is tried again. Any
/// thread.
class SqliteStore final : public Store {
 public:
  /// Creates the file when there is none. InvalidSetting: it is not a store of this version, or
  /// damaged; Unavailable: the disk fails. The messages are for the operator.
  static Result<std::unique_ptr<SqliteStore>> open(const SqliteOptions& options);
  ~SqliteStore() override;

  /// Writes the commits that wait, resumes their waiters, forgets the released notes and empties
  /// the write-ahead log; calls made from now on are answered with Unavailable. Not on a thread of
  /// the store's; the executors of the waiters still live.
  void close();

  Task<Result<Revision>> commit(Transaction transaction) override;
  Task<Result<std::optional<Entry>>> get(Bytes key) override;
  Task<Result<std::vector<Entry>>> scan(KeyRange range, std::size_t limit) override;
  void watch(WatchSink& sink) override;
  /// As long as it lasts, the write-ahead log can't be emptied: `visit` must not wait for a commit.
  /// Errors as of `open`.
  Result<void> load_share(const KeyRange& range, Share share, const Visit& visit) override;
  Task<Result<Revision>> read_barrier() override;
  Task<Result<std::vector<Note>>> notes() override;
  void release_notes(std::span<const Revision> revisions) override;
  Statistics statistics() const override;

 private:
  explicit SqliteStore(const SqliteOptions& options);
  sqlite::Outcome<void> start(sqlite::Connection connection);

  const SqliteOptions options_;
  sqlite::LogJoiningVfs writer_vfs_;
  sqlite::UnreleasedNotes unreleased_;
  sqlite::CommitQueue queue_;
  std::unique_ptr<sqlite::Checkpointer> checkpointer_;
  std::unique_ptr<sqlite::Writer> writer_;
  std::unique_ptr<sqlite::ReaderPool> readers_;
};

}  // namespace strongroom::store
