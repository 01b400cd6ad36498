#pragma once

#include "store/sqlite/connection.h"
#include "store/sqlite/episode.h"

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <thread>

namespace strongroom::store::sqlite {

/// Moves what is in the write-ahead log to the database in a thread of its own, while the writer
/// goes on, and keeps the log within its bound. SQLite starts the log over only when all of it was
/// moved and nobody reads it; as a busy writer always adds some, it is held back for a moment when
/// the log is half full. At the bound it is held back until readers of an old state are done.
class Checkpointer {
 public:
  /// `bound`: bytes of the log; one group of commits may go over it.
  static Outcome<std::unique_ptr<Checkpointer>> start(const std::filesystem::path& file,
                                                      const std::string& vfs, std::size_t bound);
  ~Checkpointer();  ///< After the writer's end: a last checkpoint, which empties the log.

  /// The writer calls these around each group. `enter` may wait; false: the log is full and can't
  /// be emptied, nothing may be written. `try_enter` is also false where the other would wait.
  bool enter();
  bool try_enter();
  /// `pages`: now in the log.
  void leave(int pages);

 private:
  Checkpointer(Connection connection, Connection guard, Statement any_read, int bound_pages);

  void work();
  bool is_open() const;  // with mutex_ held
  bool wait_until_due();
  bool is_due() const;  // with mutex_ held
  Outcome<void> advance();
  bool has_more();
  Outcome<void> move();
  Outcome<void> start_over();
  void hold_writer();
  bool is_full();
  void let_writer_go(bool started_over);
  /// False: something is left in the log, as a reader or the writer was in the way.
  Outcome<bool> checkpoint(int mode);

  Connection connection_;  // the thread's own, as the next two
  Connection guard_;
  Statement any_read_;  // of guard_
  const int bound_;     // in pages, as all that follows
  Episode failures_{"The write-ahead log can't be moved to the database"};

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  int pages_ = 0;  // in the log
  int moved_ = 0;  // of these, at least
  int due_at_;     // so many in the log ask for a checkpoint
  bool held_ = false;
  bool writing_ = false;
  bool failing_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace strongroom::store::sqlite
