#pragma once

#include "store/testing/faulty_disk.h"

#include <sqlite3.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace strongroom::store::testing {

/// Lets SQLite work on a FaultyDisk, under a name for `SqliteOptions::vfs`. Locks and the log's
/// index are in memory: all connections are in this process. Outlives its connections. Any thread.
class FaultyVfs {
 public:
  /// `disk` outlives it. `name` is unique in the process.
  FaultyVfs(FaultyDisk& disk, std::string name);
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  const std::string& name() const { return name_; }

 private:
  friend struct FaultyVfsFile;
  struct Handle;
  /// What the handles of a database share.
  struct Database {
    std::vector<Handle*> handles;
    std::vector<std::vector<std::byte>> log_index;
  };

  FaultyDisk& disk_;
  const std::string name_;
  sqlite3_vfs vfs_;
  std::mutex mutex_;
  std::map<std::string, Database> databases_;  // guarded by mutex_
};

}  // namespace strongroom::store::testing
