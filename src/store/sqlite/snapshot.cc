#include "store/sqlite/snapshot.h"

#include "store/sqlite/connection.h"
#include "store/sqlite/schema.h"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace strongroom::store::sqlite {
namespace {

constexpr int kTries = 100;
constexpr int kPauseMilliseconds = 100;

struct FinishBackup {
  void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

Result<Connection> open_store(const std::filesystem::path& file) {
  auto connection = Connection::open(file, Connection::Mode::ReadOnly);
  if (!connection) return std::unexpected(explained(file, connection.error()));
  SR_TRY(const bool made, holds_store(file, *connection));
  if (!made) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("The store's file {} is empty.", file.string()));
  }
  return *std::move(connection);
}

/// All pages in one step, which is one read transaction: in several, each commit of the server
/// would make it begin again.
Outcome<void> copy_pages(Connection& from, Connection& to) {
  // What is half written is thrown away after an error, so no journal is needed.
  SR_CHECK(to.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"));
  const std::unique_ptr<sqlite3_backup, FinishBackup> backup(
      sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
  if (!backup) return std::unexpected(to.failure());
  int code = SQLITE_BUSY;
  for (int i = 0; i < kTries && (code == SQLITE_BUSY || code == SQLITE_LOCKED); ++i) {
    if (i > 0) sqlite3_sleep(kPauseMilliseconds);
    code = sqlite3_backup_step(backup.get(), -1) & 0xff;
  }
  if (code == SQLITE_DONE) return {};
  return std::unexpected(Failure{.code = code, .detail = sqlite3_errstr(code)});
}

}  // namespace

Result<void> copy_store(const std::filesystem::path& from, const std::filesystem::path& to) {
  SR_TRY(Connection source, open_store(from));
  auto target = Connection::open(to, Connection::Mode::ReadWrite);
  if (!target) return std::unexpected(explained(to, target.error()));
  if (auto copied = copy_pages(source, *target); !copied) {
    // Which of the two files failed is not told; a full disk can only be the copy's.
    const bool full = copied.error().code == SQLITE_FULL;
    return std::unexpected(explained(full ? to : from, copied.error()));
  }
  // The copy says of itself that it has a write-ahead log. Without one it is a single file, also
  // for those who open it.
  if (auto done = target->execute("PRAGMA journal_mode = DELETE"); !done) {
    return std::unexpected(explained(to, done.error()));
  }
  return {};
}

Result<void> check_store(const std::filesystem::path& file) {
  SR_TRY(Connection connection, open_store(file));
  const auto verdict = [&]() -> Outcome<std::string> {
    SR_TRY(Statement check, connection.prepare("PRAGMA integrity_check(1)"));
    SR_TRY(const bool row, check.step());
    return row ? check.text(0) : "no answer";
  }();
  if (!verdict) return std::unexpected(explained(file, verdict.error()));
  if (*verdict == "ok") return {};
  return std::unexpected(explained(file, {.code = SQLITE_CORRUPT, .detail = *verdict}));
}

}  // namespace strongroom::store::sqlite
