#include "store/sqlite/schema.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace strongroom::store::sqlite {
namespace {

// A rowid table with an index on the key, not WITHOUT ROWID: values stay out of the tree that is
// ordered by key, so that a commit changes few pages (docs/decisions/0002-sqlite-group-commit.md).
constexpr const char* kTables = R"(
  BEGIN IMMEDIATE;
  CREATE TABLE records (key BLOB PRIMARY KEY NOT NULL, value BLOB NOT NULL, revision INTEGER NOT NULL);
  CREATE TABLE notes (first_revision INTEGER PRIMARY KEY, packed BLOB NOT NULL);
  CREATE TABLE counter (id INTEGER PRIMARY KEY CHECK (id = 0), last_revision INTEGER NOT NULL);
  INSERT INTO counter VALUES (0, 0);
  PRAGMA application_id = {};
  PRAGMA user_version = {};
  COMMIT;
)";

Result<void> create_file(const std::filesystem::path& file) {
  // SQLite gives the log and its index the mode of the database file.
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const std::string reason = std::generic_category().message(errno);
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("The store's file {} can't be opened: {}.", file.string(), reason));
  }
  ::close(descriptor);
  return {};
}

Outcome<std::uint64_t> number_of(Connection& connection, const char* sql) {
  SR_TRY(Statement statement, connection.prepare(sql));
  SR_TRY(const bool row, statement.step());
  return row ? statement.number(0) : 0;
}

Outcome<void> create_tables(Connection& connection) {
  return connection.execute(
      fmt::format(fmt::runtime(kTables), kApplicationId, kSchemaVersion).c_str());
}

struct Identity {
  std::uint64_t application = 0;
  std::uint64_t version = 0;
  std::uint64_t tables = 0;
};

Outcome<Identity> identity_of(Connection& connection) {
  SR_TRY(const auto application, number_of(connection, "PRAGMA application_id"));
  SR_TRY(const auto version, number_of(connection, "PRAGMA user_version"));
  SR_TRY(const auto tables, number_of(connection, "SELECT count(*) FROM sqlite_master"));
  return Identity{.application = application, .version = version, .tables = tables};
}

/// A killed process may leave commits in the log that no flush made durable: nobody may see them
/// before they are. The checkpoint flushes the log first, so a full disk is no reason to stop.
Outcome<void> make_log_durable(Connection& connection) {
  auto done = connection.write_log_again();
  if (done) done = connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
  if (!done && (done.error().code & 0xff) != SQLITE_FULL) return done;
  return {};
}

Outcome<void> set_up(Connection& connection, bool is_new) {
  // Every commit is on disk before it is answered. Checkpoints are the checkpointer's.
  SR_CHECK(connection.execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
      "PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0"));
  if (is_new) SR_CHECK(create_tables(connection));
  SR_TRY(const auto version, number_of(connection, "PRAGMA user_version"));
  if (version < kSchemaVersion) {  // The tables are the same; those who read the counter changed.
    SR_CHECK(connection.execute(fmt::format("PRAGMA user_version = {}", kSchemaVersion).c_str()));
  }
  return make_log_durable(connection);
}

}  // namespace

Error explained(const std::filesystem::path& file, const Failure& cause) {
  const auto setting = [&](std::string_view what) {
    return Error(ErrorCode::InvalidSetting,
                 fmt::format("The store's file {} {}", file.string(), what));
  };
  switch (cause.code & 0xff) {
    case SQLITE_NOTADB:
      return setting("is not a SQLite database. Choose another data folder, or restore a backup.");
    case SQLITE_CORRUPT:
      return setting(fmt::format("is damaged ({}). Restore a backup.", cause.detail));
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return setting(fmt::format("can't be opened ({}). Check its owner and mode.", cause.detail));
    default:
      return {ErrorCode::Unavailable,
              fmt::format("The store's file {} can't be used: {}.", file.string(), cause.detail)};
  }
}

Result<bool> holds_store(const std::filesystem::path& file, Connection& connection) {
  const auto identity = identity_of(connection);
  if (!identity) return std::unexpected(explained(file, identity.error()));
  const bool empty = identity->tables == 0 && identity->application == 0;
  if (!empty && identity->application != kApplicationId) {
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("The store's file {} is a database of another program. Choose another "
                    "data folder.",
                    file.string()));
  }
  if (identity->version > kSchemaVersion) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("The store's file {} was written by a newer version of Strongroom "
                               "(format {}, this one knows {}). Use that version, or restore an "
                               "older backup.",
                               file.string(), identity->version, kSchemaVersion));
  }
  return identity->tables != 0;
}

Result<Connection> open_database(const std::filesystem::path& file, const std::string& vfs) {
  SR_CHECK(create_file(file));
  auto connection = Connection::open(file, Connection::Mode::ReadWrite, vfs);
  if (!connection) return std::unexpected(explained(file, connection.error()));
  // Looked at before anything is written: the file may be another program's.
  SR_TRY(const bool made, holds_store(file, *connection));
  if (auto done = set_up(*connection, !made); !done) {
    return std::unexpected(explained(file, done.error()));
  }
  return *std::move(connection);
}

}  // namespace strongroom::store::sqlite
