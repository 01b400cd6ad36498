#include "audit/folder_lock.h"

#include "audit/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace strongroom::audit {

Result<FolderLock> FolderLock::take(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  FolderLock lock(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock.file_ < 0) {
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("{}/{}: the audit file can't be opened ({}). Make the folder "
                    "writable for this user.",
                    folder, kActiveEvents, error ? error.message() : std::strerror(errno)));
  }
  if (::flock(lock.file_, LOCK_EX | LOCK_NB) == 0) return lock;
  return failure(ErrorCode::InvalidSetting,
                 fmt::format("{}: another process writes audit records here. Give each server a "
                             "folder of its own.",
                             folder));
}

FolderLock::~FolderLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace strongroom::audit
