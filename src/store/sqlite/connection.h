#pragma once

#include "base/bytes.h"

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <string>

namespace strongroom::store::sqlite {

/// What SQLite answered. For the log only: the text may hold paths and SQL.
struct Failure {
  int code = SQLITE_ERROR;  ///< An extended result code.
  std::string detail;
};

template <class T>
using Outcome = std::expected<T, Failure>;

/// One prepared statement. Blobs are bound without a copy: they live until the next `reset`. Same
/// thread as its connection.
class Statement {
 public:
  Statement& bind(int position, ByteView blob);
  Statement& bind(int position, std::uint64_t number);

  /// True: on a row. False: at the end.
  Outcome<bool> step();
  /// Steps to the end and resets.
  Outcome<void> run();
  /// Ends the statement's hold on its snapshot.
  void reset() noexcept;

  ByteView blob(int column) const;  ///< Borrowed until the next step.
  std::uint64_t number(int column) const;
  std::string text(int column) const;

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Resets a statement at the end of its use, whichever way that is left.
class ResetAtEnd {
 public:
  explicit ResetAtEnd(Statement& statement) : statement_(statement) {}
  ~ResetAtEnd() { statement_.reset(); }
  ResetAtEnd(const ResetAtEnd&) = delete;
  ResetAtEnd& operator=(const ResetAtEnd&) = delete;

 private:
  Statement& statement_;
};

/// One connection to the database file. One thread at a time.
class Connection {
 public:
  enum class Mode { ReadOnly, ReadWrite };
  /// `vfs`: SQLite's name of the file system to use; empty: the default.
  static Outcome<Connection> open(const std::filesystem::path& file, Mode mode,
                                  const std::string& vfs = {});

  Outcome<Statement> prepare(const char* sql);
  /// Runs statements that give no rows that anyone wants.
  Outcome<void> execute(const char* sql);
  Outcome<void> set_cache(std::size_t bytes);
  /// Writes what is in the write-ahead log once more, in place. After a flush failed, a system may
  /// take for flushed what is only in its memory; now the next flush makes all durable that is
  /// read. While nobody else writes.
  Outcome<void> write_log_again();
  /// Ends an open transaction without its writes; does nothing when there is none.
  void roll_back() noexcept;

  sqlite3* handle() const { return database_.get(); }
  Failure failure() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
  };
  explicit Connection(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace strongroom::store::sqlite
