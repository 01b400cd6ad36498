#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

#include <map>
#include <mutex>
#include <span>
#include <vector>

namespace strongroom::store::sqlite {

/// Appends a note to a packed row: revision and size, big-endian, then the content
/// (docs/formats/sqlite.md).
void pack(Bytes& row, Revision revision, ByteView content);
/// The notes of a packed row; fails when the row is damaged.
Outcome<std::vector<Note>> unpack(ByteView row);

/// Knows which notes were not released yet, row by row: all notes of one group of commits share a
/// row of the table, which goes when the last of them was released. Any thread.
class UnreleasedNotes {
 public:
  /// A row was written under `key`; no later note has a smaller revision than its notes, which are
  /// given in order.
  void add(Revision key, std::vector<Revision> notes);
  void release(std::span<const Revision> revisions);

  /// Without those that were released.
  std::vector<Note> unreleased(std::vector<Note> notes) const;

  /// Keys of the rows without unreleased notes, for the caller to delete. Each is given once.
  std::vector<Revision> take_released_rows();
  /// They could not be deleted.
  void put_back(std::span<const Revision> released_rows);
  /// Keys of the rows of whose notes some are released.
  std::vector<Revision> partly_released_rows() const;

 private:
  struct Row {
    std::vector<Revision> unreleased;
    bool complete = true;
  };

  void release(Revision revision);

  mutable std::mutex mutex_;  // guards what follows
  std::map<Revision, Row> rows_;
  std::vector<Revision> released_rows_;
};

/// Changes the table of notes through the writer's connection, which outlives it.
class NoteWriter {
 public:
  static Outcome<NoteWriter> open(Connection& connection);

  Outcome<void> insert(Revision first_revision, ByteView packed);
  Outcome<void> erase(Revision first_revision);
  /// Rewrites the row without the notes that were released.
  Outcome<void> shrink(Revision first_revision, const UnreleasedNotes& unreleased);

 private:
  NoteWriter(Statement insert, Statement erase, Statement read, Statement update);

  Statement insert_;
  Statement erase_;
  Statement read_;
  Statement update_;
};

struct NoteRow {
  Revision key = 0;
  std::vector<Note> notes;
};

/// All rows of the table, in order of revision.
Outcome<std::vector<NoteRow>> read_note_rows(Connection& connection);

}  // namespace strongroom::store::sqlite
