#include "store/sqlite/notes.h"

#include "base/result.h"

#include <algorithm>
#include <concepts>
#include <iterator>
#include <utility>

namespace strongroom::store::sqlite {
namespace {

constexpr std::size_t kHeader = sizeof(Revision) + sizeof(std::uint32_t);

template <std::unsigned_integral Number>
void append_big_endian(Bytes& to, Number number) {
  for (std::size_t i = sizeof number; i-- > 0;) {
    to.push_back(static_cast<std::byte>(number >> (8 * i) & 0xff));
  }
}

template <std::unsigned_integral Number>
Number big_endian(ByteView from) {
  Number number = 0;
  for (const std::byte byte : from.first(sizeof number)) {
    number = static_cast<Number>(number << 8 | std::to_integer<Number>(byte));
  }
  return number;
}

}  // namespace

void pack(Bytes& row, Revision revision, ByteView content) {
  append_big_endian(row, revision);
  append_big_endian(row, static_cast<std::uint32_t>(content.size()));
  append(row, content);
}

Outcome<std::vector<Note>> unpack(ByteView row) {
  std::vector<Note> notes;
  while (!row.empty()) {
    const Failure damaged{.code = SQLITE_CORRUPT, .detail = "a packed row of notes is damaged"};
    if (row.size() < kHeader) return std::unexpected(damaged);
    const auto revision = big_endian<Revision>(row);
    const auto size = big_endian<std::uint32_t>(row.subspan(sizeof(Revision)));
    row = row.subspan(kHeader);
    if (size > row.size()) return std::unexpected(damaged);
    notes.push_back({.revision = revision, .content = copy_of(row.first(size))});
    row = row.subspan(size);
  }
  return notes;
}

void UnreleasedNotes::add(Revision key, std::vector<Revision> notes) {
  const std::lock_guard lock(mutex_);
  if (notes.empty()) {
    released_rows_.push_back(key);
  } else {
    rows_.emplace(key, Row{.unreleased = std::move(notes)});
  }
}

void UnreleasedNotes::release(std::span<const Revision> revisions) {
  const std::lock_guard lock(mutex_);
  for (const Revision revision : revisions) release(revision);
}

void UnreleasedNotes::release(Revision revision) {
  const auto behind = rows_.upper_bound(revision);
  if (behind == rows_.begin()) return;
  const auto row = std::prev(behind);
  if (std::erase(row->second.unreleased, revision) == 0) return;
  row->second.complete = false;
  if (!row->second.unreleased.empty()) return;
  released_rows_.push_back(row->first);
  rows_.erase(row);
}

std::vector<Note> UnreleasedNotes::unreleased(std::vector<Note> notes) const {
  const std::lock_guard lock(mutex_);
  std::erase_if(notes, [&](const Note& note) {
    const auto behind = rows_.upper_bound(note.revision);
    if (behind == rows_.begin()) return true;
    return !std::ranges::binary_search(std::prev(behind)->second.unreleased, note.revision);
  });
  return notes;
}

std::vector<Revision> UnreleasedNotes::take_released_rows() {
  const std::lock_guard lock(mutex_);
  return std::exchange(released_rows_, {});
}

void UnreleasedNotes::put_back(std::span<const Revision> released_rows) {
  const std::lock_guard lock(mutex_);
  released_rows_.insert(released_rows_.end(), released_rows.begin(), released_rows.end());
}

std::vector<Revision> UnreleasedNotes::partly_released_rows() const {
  const std::lock_guard lock(mutex_);
  std::vector<Revision> keys;
  for (const auto& [key, row] : rows_) {
    if (!row.complete) keys.push_back(key);
  }
  return keys;
}

NoteWriter::NoteWriter(Statement insert, Statement erase, Statement read, Statement update)
    : insert_(std::move(insert)),
      erase_(std::move(erase)),
      read_(std::move(read)),
      update_(std::move(update)) {}

Outcome<NoteWriter> NoteWriter::open(Connection& connection) {
  SR_TRY(Statement insert,
         connection.prepare("INSERT INTO notes (first_revision, packed) VALUES (?1, ?2)"));
  SR_TRY(Statement erase, connection.prepare("DELETE FROM notes WHERE first_revision = ?1"));
  SR_TRY(Statement read, connection.prepare("SELECT packed FROM notes WHERE first_revision = ?1"));
  SR_TRY(Statement update,
         connection.prepare("UPDATE notes SET packed = ?2 WHERE first_revision = ?1"));
  return NoteWriter(std::move(insert), std::move(erase), std::move(read), std::move(update));
}

Outcome<void> NoteWriter::insert(Revision first_revision, ByteView packed) {
  return insert_.bind(1, first_revision).bind(2, packed).run();
}

Outcome<void> NoteWriter::erase(Revision first_revision) {
  return erase_.bind(1, first_revision).run();
}

Outcome<void> NoteWriter::shrink(Revision first_revision, const UnreleasedNotes& unreleased) {
  const ResetAtEnd reset(read_);
  SR_TRY(const bool found, read_.bind(1, first_revision).step());
  if (!found) return {};
  SR_TRY(std::vector<Note> notes, unpack(read_.blob(0)));
  Bytes packed;
  for (const Note& note : unreleased.unreleased(std::move(notes))) {
    pack(packed, note.revision, note.content);
  }
  return update_.bind(1, first_revision).bind(2, packed).run();
}

Outcome<std::vector<NoteRow>> read_note_rows(Connection& connection) {
  SR_TRY(Statement rows,
         connection.prepare("SELECT first_revision, packed FROM notes ORDER BY first_revision"));
  std::vector<NoteRow> read;
  while (true) {
    SR_TRY(const bool row, rows.step());
    if (!row) return read;
    SR_TRY(std::vector<Note> notes, unpack(rows.blob(1)));
    read.push_back({.key = rows.number(0), .notes = std::move(notes)});
  }
}

}  // namespace strongroom::store::sqlite
