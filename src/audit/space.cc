#include "audit/space.h"

#include "audit/files.h"
#include "base/log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace strongroom::audit {

Space::Space(const Options& options)
    : folder_(options.folder),
      reserve_(options.folder + "/" + std::string(kReserve)),
      low_bytes_(options.low_space_bytes),
      reserve_bytes_(options.reserve_bytes) {}

void Space::look() {
  struct statvfs status{};
  if (::statvfs(folder_.c_str(), &status) != 0) return;
  const std::uint64_t free = std::uint64_t{status.f_bavail} * status.f_frsize;
  const bool low = free < low_bytes_;
  if (low && !low_) {
    log::warning("{}: {} MiB are left for audit records; when the disk is full, calls are refused",
                 folder_, free >> 20);
  }
  if (!low && low_) log::info("{}: there is room for audit records again", folder_);
  low_ = low;
  if (free > reserve_bytes_ * 2 && make_reserve() && on_reserve_) {
    on_reserve_ = false;
    log::info("{}: the reserve for audit records is there again", folder_);
  }
}

bool Space::give_up_reserve() {
  if (reserve_bytes_ == 0 || ::unlink(reserve_.c_str()) != 0) return false;
  on_reserve_ = true;
  log::error("{}: the disk is full; audit records take the reserve of {} MiB", folder_,
             reserve_bytes_ >> 20);
  return true;
}

bool Space::make_reserve() const {
  if (reserve_bytes_ == 0) return true;
  struct stat there{};
  const auto size = static_cast<off_t>(reserve_bytes_);
  if (::stat(reserve_.c_str(), &there) == 0 && there.st_size == size) return true;
  const int file = ::open(reserve_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool made = ::posix_fallocate(file, 0, size) == 0;
  ::close(file);
  if (!made) ::unlink(reserve_.c_str());
  return made;
}

}  // namespace strongroom::audit
