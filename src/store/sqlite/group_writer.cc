#include "store/sqlite/group_writer.h"

#include "base/result.h"

#include <algorithm>
#include <utility>

namespace strongroom::store::sqlite {
namespace {

int remember_log_pages(void* pages, sqlite3* /*database*/, const char* /*name*/, int in_log) {
  *static_cast<int*>(pages) = in_log;
  return SQLITE_OK;
}

/// A put that expects its key to be absent: SQLite finds that out while it inserts, so that no
/// look-up is needed.
bool is_insertion(const Write& write, const Expectation& expectation) {
  return write.value && expectation.revision == 0 && write.key == expectation.key;
}

bool is_insertion(const Write& write, const Transaction& transaction) {
  return std::ranges::any_of(transaction.expects, [&](const Expectation& expectation) {
    return is_insertion(write, expectation);
  });
}

bool is_of_insertion(const Expectation& expectation, const Transaction& transaction) {
  return std::ranges::any_of(transaction.writes,
                             [&](const Write& write) { return is_insertion(write, expectation); });
}

}  // namespace

GroupWriter::GroupWriter(Connection connection, RecordWriter records, NoteWriter notes,
                         Statements statements, UnreleasedNotes& unreleased)
    : connection_(std::move(connection)),
      records_(std::move(records)),
      notes_(std::move(notes)),
      statements_(std::move(statements)),
      unreleased_(unreleased) {
  sqlite3_wal_hook(connection_.handle(), remember_log_pages, &log_pages_);
}

Outcome<std::unique_ptr<GroupWriter>> GroupWriter::open(Connection connection,
                                                        UnreleasedNotes& unreleased) {
  SR_TRY(RecordWriter records, RecordWriter::open(connection));
  SR_TRY(NoteWriter notes, NoteWriter::open(connection));
  SR_TRY(Statement begin, connection.prepare("BEGIN IMMEDIATE"));
  SR_TRY(Statement commit, connection.prepare("COMMIT"));
  SR_TRY(Statement count, connection.prepare("UPDATE counter SET last_revision = ?1"));
  std::unique_ptr<GroupWriter> writer(new GroupWriter(
      std::move(connection), std::move(records), std::move(notes),
      {.begin = std::move(begin), .commit = std::move(commit), .count = std::move(count)},
      unreleased));
  SR_CHECK(writer->load());
  return writer;
}

Outcome<void> GroupWriter::load() {
  SR_TRY(Statement counter, connection_.prepare("SELECT last_revision FROM counter"));
  SR_TRY(const bool found, counter.step());
  if (!found) {
    return std::unexpected(Failure{.code = SQLITE_CORRUPT, .detail = "the counter is missing"});
  }
  last_revision_ = counter.number(0);
  SR_TRY(const std::vector<NoteRow> rows, read_note_rows(connection_));
  for (const NoteRow& row : rows) {
    std::vector<Revision> revisions;
    for (const Note& note : row.notes) revisions.push_back(note.revision);
    if (!revisions.empty()) last_revision_ = std::max(last_revision_, revisions.back());
    unreleased_.add(row.key, std::move(revisions));
  }
  return {};
}

Outcome<void> GroupWriter::write(std::span<WaitingCommit* const> group) {
  Group changes{.last_revision = last_revision_, .packed_notes = {}, .noted = {}};
  if (auto applied = apply_all(group, changes); !applied) {
    connection_.roll_back();
    return applied;
  }
  if (changes.last_revision == last_revision_) {  // Nothing but conflicts.
    connection_.roll_back();
    return {};
  }
  const std::vector<Revision> released_rows = unreleased_.take_released_rows();
  if (auto finished = finish(changes, released_rows); !finished) {
    connection_.roll_back();
    unreleased_.put_back(released_rows);
    return finished;
  }
  last_revision_ = changes.last_revision;
  if (!changes.noted.empty()) {
    const Revision key = changes.noted.front();
    unreleased_.add(key, std::move(changes.noted));
  }
  return {};
}

Outcome<void> GroupWriter::apply_all(std::span<WaitingCommit* const> group, Group& changes) {
  SR_CHECK(statements_.begin.run());
  for (WaitingCommit* const commit : group) {
    SR_TRY(const bool applied, apply(commit->transaction, changes));
    if (applied) {
      commit->outcome = changes.last_revision;
    } else {
      commit->outcome = failure(ErrorCode::Conflict, "The record was changed by another request.");
    }
  }
  return {};
}

Outcome<bool> GroupWriter::apply(const Transaction& transaction, Group& changes) {
  const Revision revision = changes.last_revision + 1;
  SR_TRY(const bool holding, holds(transaction));
  if (!holding) return false;
  SR_TRY(const bool inserted, insert(transaction, revision));
  if (!inserted) return false;
  for (const Write& write : transaction.writes) {
    if (!is_insertion(write, transaction)) SR_CHECK(records_.write(write, revision));
  }
  changes.last_revision = revision;
  if (transaction.note) {
    pack(changes.packed_notes, revision, *transaction.note);
    changes.noted.push_back(revision);
  }
  return true;
}

Outcome<bool> GroupWriter::holds(const Transaction& transaction) {
  for (const Expectation& expectation : transaction.expects) {
    if (is_of_insertion(expectation, transaction)) continue;
    SR_TRY(const Revision revision, records_.revision_of(expectation.key));
    if (revision != expectation.revision) return false;
  }
  return true;
}

Outcome<bool> GroupWriter::insert(const Transaction& transaction, Revision revision) {
  for (std::size_t i = 0; i < transaction.writes.size(); ++i) {
    const Write& write = transaction.writes[i];
    if (!is_insertion(write, transaction)) continue;
    SR_TRY(const bool absent, records_.insert(write, revision));
    if (absent) continue;
    for (const Write& inserted : std::span(transaction.writes).first(i)) {
      if (is_insertion(inserted, transaction)) SR_CHECK(records_.erase(inserted.key));
    }
    return false;
  }
  return true;
}

Outcome<void> GroupWriter::finish(const Group& changes, std::span<const Revision> released_rows) {
  for (const Revision row : released_rows) SR_CHECK(notes_.erase(row));
  if (!changes.noted.empty()) {
    SR_CHECK(notes_.insert(changes.noted.front(), changes.packed_notes));
  }
  // Otherwise the row of notes tells it, and a page less is written.
  if (changes.noted.empty() || changes.noted.back() != changes.last_revision) {
    SR_CHECK(statements_.count.bind(1, changes.last_revision).run());
  }
  return statements_.commit.run();
}

Outcome<void> GroupWriter::delete_released_notes() {
  const std::vector<Revision> released_rows = unreleased_.take_released_rows();
  auto done = shrink_and_delete(released_rows);
  if (!done) connection_.roll_back();
  return done;
}

Outcome<void> GroupWriter::shrink_and_delete(std::span<const Revision> released_rows) {
  const std::vector<Revision> partly = unreleased_.partly_released_rows();
  if (released_rows.empty() && partly.empty()) return {};
  SR_CHECK(statements_.begin.run());
  for (const Revision row : released_rows) SR_CHECK(notes_.erase(row));
  for (const Revision row : partly) SR_CHECK(notes_.shrink(row, unreleased_));
  SR_CHECK(statements_.count.bind(1, last_revision_).run());  // The row that told it may be gone.
  return statements_.commit.run();
}

}  // namespace strongroom::store::sqlite
