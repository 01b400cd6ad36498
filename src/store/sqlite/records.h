#pragma once

#include "store/sqlite/connection.h"
#include "store/store.h"

#include <functional>
#include <limits>
#include <optional>
#include <vector>

namespace strongroom::store::sqlite {

/// More than any scan finds.
inline constexpr std::size_t kNoLimit = std::numeric_limits<std::int64_t>::max();

/// Reads the table of records through one connection, which outlives it. One thread at a time.
class RecordReader {
 public:
  static Outcome<RecordReader> open(Connection& connection);

  Outcome<std::optional<Entry>> get(ByteView key);
  /// Up to `limit` entries in key order, from one snapshot; ends early when `visit` returns false.
  Outcome<void> scan(const KeyRange& range, std::size_t limit,
                     const std::function<bool(Entry)>& visit);

 private:
  RecordReader(Statement get, Statement scan, Statement scan_to_end);

  Statement get_;
  Statement scan_;
  Statement scan_to_end_;
};

/// Changes the table of records through the writer's connection, which outlives it.
class RecordWriter {
 public:
  static Outcome<RecordWriter> open(Connection& connection);

  /// 0: absent.
  Outcome<Revision> revision_of(ByteView key);
  /// False: the key is there already, nothing was written.
  Outcome<bool> insert(const Write& put, Revision revision);
  Outcome<void> write(const Write& write, Revision revision);
  Outcome<void> erase(ByteView key);

 private:
  RecordWriter(sqlite3* database, Statement revision, Statement insert, Statement put,
               Statement erase);

  sqlite3* database_;
  Statement revision_;
  Statement insert_;
  Statement put_;
  Statement erase_;
};

}  // namespace strongroom::store::sqlite
