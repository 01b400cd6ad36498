#include "store/sqlite/connection.h"

#include "base/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <iterator>
#include <vector>

namespace strongroom::store::sqlite {
namespace {

Failure failure_of(sqlite3* database) {
  return {.code = sqlite3_extended_errcode(database), .detail = sqlite3_errmsg(database)};
}

}  // namespace

Statement& Statement::bind(int position, ByteView blob) {
  // A null pointer would bind NULL instead of an empty blob.
  const void* data = blob.empty() ? "" : static_cast<const void*>(blob.data());
  // Fails only for a wrong position or a closed statement, which are bugs that step() reports.
  sqlite3_bind_blob64(statement_.get(), position, data, blob.size(), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind(int position, std::uint64_t number) {
  sqlite3_bind_int64(statement_.get(), position, std::bit_cast<std::int64_t>(number));
  return *this;
}

Outcome<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(failure_of(sqlite3_db_handle(statement_.get())));
}

Outcome<void> Statement::run() {
  const ResetAtEnd reset(*this);
  while (true) {
    SR_TRY(const bool row, step());
    if (!row) return {};
  }
}

void Statement::reset() noexcept { sqlite3_reset(statement_.get()); }

ByteView Statement::blob(int column) const {
  const void* data = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return {static_cast<const std::byte*>(data), static_cast<std::size_t>(size)};
}

std::uint64_t Statement::number(int column) const {
  return std::bit_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

std::string Statement::text(int column) const { return std::string(text_of(blob(column))); }

Outcome<Connection> Connection::open(const std::filesystem::path& file, Mode mode,
                                     const std::string& vfs) {
  // A connection belongs to one thread at a time, so SQLite's own mutexes are spared.
  const int access = mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, access | SQLITE_OPEN_NOMUTEX,
                                   vfs.empty() ? nullptr : vfs.c_str());
  Connection connection(database);  // to be closed even when opening failed
  if (code != SQLITE_OK) return std::unexpected(connection.failure());
  sqlite3_extended_result_codes(database, 1);
  // Held shortly by others: while the last connection closes, while the log is recovered.
  sqlite3_busy_timeout(database, 5'000);
  return connection;
}

Outcome<Statement> Connection::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected(failure());
  return Statement(statement);
}

Outcome<void> Connection::execute(const char* sql) {
  const int code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(failure());
  return {};
}

Outcome<void> Connection::set_cache(std::size_t bytes) {
  return execute(fmt::format("PRAGMA cache_size = -{}", bytes / 1024).c_str());
}

Outcome<void> Connection::write_log_again() {
  sqlite3_file* log = nullptr;
  int code = sqlite3_file_control(handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                  static_cast<void*>(&log));
  sqlite3_int64 size = 0;
  if (code == SQLITE_OK && log->pMethods != nullptr) code = log->pMethods->xFileSize(log, &size);
  std::vector<std::byte> piece(std::size_t{64} << 10);
  for (sqlite3_int64 at = 0; code == SQLITE_OK && at < size;) {
    const auto count = static_cast<int>(std::min<sqlite3_int64>(size - at, std::ssize(piece)));
    code = log->pMethods->xRead(log, piece.data(), count, at);
    if (code == SQLITE_OK) code = log->pMethods->xWrite(log, piece.data(), count, at);
    at += count;
  }
  if (code == SQLITE_OK) return {};
  return std::unexpected(Failure{.code = code, .detail = sqlite3_errstr(code)});
}

void Connection::roll_back() noexcept {
  // After some errors SQLite has rolled back by itself.
  if (sqlite3_get_autocommit(handle()) == 0) {
    sqlite3_exec(handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

Failure Connection::failure() const {
  if (!database_) return {.code = SQLITE_NOMEM, .detail = "out of memory"};
  return failure_of(handle());
}

}  // namespace strongroom::store::sqlite
