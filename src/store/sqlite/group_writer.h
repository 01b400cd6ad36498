#pragma once

#include "store/sqlite/commit_queue.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/notes.h"
#include "store/sqlite/records.h"
#include "store/store.h"

#include <memory>
#include <span>
#include <vector>

namespace strongroom::store::sqlite {

/// Writes a group of commits as one SQLite transaction, with one flush to disk. One thread.
class GroupWriter {
 public:
  /// `unreleased` outlives it, and gets the notes that are in the file.
  static Outcome<std::unique_ptr<GroupWriter>> open(Connection connection,
                                                    UnreleasedNotes& unreleased);

  /// Sets the outcome of each commit of the group: its revision or Conflict. A later commit sees
  /// the writes of those before it. After a failure nothing is known to be written, and the
  /// outcomes are void.
  Outcome<void> write(std::span<WaitingCommit* const> group);
  /// At the end: deletes from the file the notes that were released.
  Outcome<void> delete_released_notes();

  Revision last_revision() const { return last_revision_; }
  int log_pages() const { return log_pages_; }  ///< In the write-ahead log, after the last group.

 private:
  struct Statements {
    Statement begin;
    Statement commit;
    Statement count;
  };
  /// What a group adds, until it is committed.
  struct Group {
    Revision last_revision = 0;
    Bytes packed_notes;
    std::vector<Revision> noted;
  };

  GroupWriter(Connection connection, RecordWriter records, NoteWriter notes, Statements statements,
              UnreleasedNotes& unreleased);
  Outcome<void> load();
  Outcome<void> apply_all(std::span<WaitingCommit* const> group, Group& changes);
  /// False: an expectation failed, nothing was written.
  Outcome<bool> apply(const Transaction& transaction, Group& changes);
  /// Of the expectations that `insert` does not check.
  Outcome<bool> holds(const Transaction& transaction);
  /// False: one was there already, none is written.
  Outcome<bool> insert(const Transaction& transaction, Revision revision);
  Outcome<void> finish(const Group& changes, std::span<const Revision> released_rows);
  Outcome<void> shrink_and_delete(std::span<const Revision> released_rows);

  Connection connection_;
  RecordWriter records_;
  NoteWriter notes_;
  Statements statements_;
  UnreleasedNotes& unreleased_;
  Revision last_revision_ = 0;
  int log_pages_ = 0;
};

}  // namespace strongroom::store::sqlite
