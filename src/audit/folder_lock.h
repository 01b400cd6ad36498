#pragma once

#include "base/result.h"

#include <string>
#include <utility>

namespace strongroom::audit {

/// Keeps other processes from writing to an audit folder.
class FolderLock {
 public:
  /// The folder is made when it is absent. InvalidSetting: it is another process's, or can't be
  /// used.
  static Result<FolderLock> take(const std::string& folder);
  FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int file) : file_(file) {}

  int file_;
};

}  // namespace strongroom::audit
