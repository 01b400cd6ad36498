#include "store/sqlite/bulk_loading.h"

#include "base/result.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace strongroom::store::sqlite {
namespace {

using Row = std::uint64_t;  // SQLite's rowid: where a row lies

/// Rows that one share has side by side before it is another one's turn.
constexpr std::size_t kBlock = 1024;

/// A row so near is reached by stepping over what is between, one further off by a search.
constexpr Row kNear = 8;

/// The rows of the share, in the order of the file. The index alone answers this.
Outcome<std::vector<Row>> rows_of(Connection& connection, const KeyRange& range, Share share) {
  SR_TRY(Statement rows,
         connection.prepare(range.last.empty()
                                ? "SELECT rowid FROM records WHERE key >= ?1"
                                : "SELECT rowid FROM records WHERE key >= ?1 AND key < ?2"));
  rows.bind(1, range.first);
  if (!range.last.empty()) rows.bind(2, range.last);
  std::vector<Row> all;
  while (true) {
    SR_TRY(const bool row, rows.step());
    if (!row) break;
    all.push_back(rows.number(0));
  }
  std::ranges::sort(all);
  std::size_t place = 0;
  std::erase_if(all, [&](Row) { return place++ / kBlock % share.of != share.number; });
  return all;
}

/// Goes forward through the table.
class RowCursor {
 public:
  static Outcome<RowCursor> open(Connection& connection) {
    SR_TRY(Statement rows, connection.prepare("SELECT rowid, key, value, revision FROM records"
                                              " WHERE rowid >= ?1 ORDER BY rowid"));
    return RowCursor(std::move(rows));
  }

  Outcome<void> move_to(Row row) {
    if (at_ == 0 || row - at_ > kNear) {
      rows_.reset();
      rows_.bind(1, row);
    }
    do {
      SR_TRY(const bool found, rows_.step());
      at_ = found ? rows_.number(0) : row + 1;
    } while (at_ < row);
    if (at_ == row) return {};
    return std::unexpected(
        Failure{.code = SQLITE_CORRUPT, .detail = "the index names a row that is not there"});
  }

  void copy_to(Entry& entry) const {
    const auto copy = [](ByteView from, Bytes& to) { to.assign(from.begin(), from.end()); };
    copy(rows_.blob(1), entry.key);
    copy(rows_.blob(2), entry.value);
    entry.revision = rows_.number(3);
  }

 private:
  explicit RowCursor(Statement rows) : rows_(std::move(rows)) {}

  Statement rows_;
  Row at_ = 0;
};

}  // namespace

Outcome<void> load_share(const std::filesystem::path& file, const std::string& vfs,
                         const KeyRange& range, Share share,
                         const std::function<bool(const Entry&)>& visit) {
  // Without a map of the file, which would count as memory of this process.
  SR_TRY(Connection connection, Connection::open(file, Connection::Mode::ReadOnly, vfs));
  SR_CHECK(connection.execute("PRAGMA mmap_size = 0; BEGIN"));  // one snapshot; ended by the close
  SR_TRY(const std::vector<Row> rows, rows_of(connection, range, share));
  SR_TRY(RowCursor cursor, RowCursor::open(connection));
  Entry entry;  // reused: its buffers are as large as the largest
  for (const Row row : rows) {
    SR_CHECK(cursor.move_to(row));
    cursor.copy_to(entry);
    if (!visit(entry)) break;
  }
  return {};
}

}  // namespace strongroom::store::sqlite
