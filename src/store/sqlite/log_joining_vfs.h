#pragma once

#include <sqlite3.h>

#include <string>

namespace strongroom::store::sqlite {

/// A file system for SQLite, registered under `name()`: another one, whose write-ahead logs gather
/// neighbouring writes until the next flush. SQLite writes two pieces for each page, and a system
/// call for each costs more than the copy. For the one connection that writes and flushes each
/// commit. Outlives its connections.
class LogJoiningVfs {
 public:
  /// `base`: SQLite's name of the other one, which outlives this one; empty: the default.
  explicit LogJoiningVfs(const std::string& base);
  ~LogJoiningVfs();
  LogJoiningVfs(const LogJoiningVfs&) = delete;
  LogJoiningVfs& operator=(const LogJoiningVfs&) = delete;

  const std::string& name() const { return name_; }

 private:
  const std::string name_;  // unique in the process
  sqlite3_vfs vfs_;
};

}  // namespace strongroom::store::sqlite
