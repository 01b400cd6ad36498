#include "store/sqlite/records.h"

#include "base/result.h"

#include <algorithm>
#include <utility>

namespace strongroom::store::sqlite {

RecordReader::RecordReader(Statement get, Statement scan, Statement scan_to_end)
    : get_(std::move(get)), scan_(std::move(scan)), scan_to_end_(std::move(scan_to_end)) {}

Outcome<RecordReader> RecordReader::open(Connection& connection) {
  SR_TRY(Statement get, connection.prepare("SELECT value, revision FROM records WHERE key = ?1"));
  SR_TRY(Statement scan,
         connection.prepare("SELECT key, value, revision FROM records WHERE key >= ?1 AND key < ?3"
                            " ORDER BY key LIMIT ?2"));
  SR_TRY(Statement scan_to_end,
         connection.prepare("SELECT key, value, revision FROM records WHERE key >= ?1"
                            " ORDER BY key LIMIT ?2"));
  return RecordReader(std::move(get), std::move(scan), std::move(scan_to_end));
}

Outcome<std::optional<Entry>> RecordReader::get(ByteView key) {
  const ResetAtEnd reset(get_);
  SR_TRY(const bool found, get_.bind(1, key).step());
  if (!found) return std::nullopt;
  return Entry{.key = copy_of(key), .value = copy_of(get_.blob(0)), .revision = get_.number(1)};
}

Outcome<void> RecordReader::scan(const KeyRange& range, std::size_t limit,
                                 const std::function<bool(Entry)>& visit) {
  Statement& rows = range.last.empty() ? scan_to_end_ : scan_;
  const ResetAtEnd reset(rows);
  rows.bind(1, range.first).bind(2, std::min(limit, kNoLimit));
  if (!range.last.empty()) rows.bind(3, range.last);
  while (true) {
    SR_TRY(const bool row, rows.step());
    if (!row) return {};
    if (!visit({.key = copy_of(rows.blob(0)),
                .value = copy_of(rows.blob(1)),
                .revision = rows.number(2)})) {
      return {};
    }
  }
}

RecordWriter::RecordWriter(sqlite3* database, Statement revision, Statement insert, Statement put,
                           Statement erase)
    : database_(database),
      revision_(std::move(revision)),
      insert_(std::move(insert)),
      put_(std::move(put)),
      erase_(std::move(erase)) {}

Outcome<RecordWriter> RecordWriter::open(Connection& connection) {
  SR_TRY(Statement revision, connection.prepare("SELECT revision FROM records WHERE key = ?1"));
  SR_TRY(Statement insert,
         connection.prepare("INSERT INTO records (key, value, revision) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (key) DO NOTHING"));
  SR_TRY(Statement put,
         connection.prepare("INSERT INTO records (key, value, revision) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (key) DO UPDATE"
                            " SET value = excluded.value, revision = excluded.revision"));
  SR_TRY(Statement erase, connection.prepare("DELETE FROM records WHERE key = ?1"));
  return RecordWriter(connection.handle(), std::move(revision), std::move(insert), std::move(put),
                      std::move(erase));
}

Outcome<Revision> RecordWriter::revision_of(ByteView key) {
  const ResetAtEnd reset(revision_);
  SR_TRY(const bool found, revision_.bind(1, key).step());
  return found ? revision_.number(0) : 0;
}

Outcome<bool> RecordWriter::insert(const Write& put, Revision revision) {
  SR_CHECK(insert_.bind(1, put.key).bind(2, *put.value).bind(3, revision).run());
  return sqlite3_changes(database_) == 1;
}

Outcome<void> RecordWriter::write(const Write& write, Revision revision) {
  if (!write.value) return erase(write.key);
  return put_.bind(1, write.key).bind(2, *write.value).bind(3, revision).run();
}

Outcome<void> RecordWriter::erase(ByteView key) { return erase_.bind(1, key).run(); }

}  // namespace strongroom::store::sqlite
