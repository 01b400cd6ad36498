#include "app/data_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace strongroom::app {
namespace {

std::unexpected<Error> wrong_folder(const std::string& path, std::string_view what) {
  return failure(ErrorCode::InvalidSetting, fmt::format("data folder {}: {}", path, what));
}

/// Bytes; 0 when there is no such file.
std::uintmax_t size_of(const std::string& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return none ? 0 : size;
}

}  // namespace

Result<DataFolder> DataFolder::open(const std::string& path) {
  std::error_code error;
  const bool existed = std::filesystem::exists(path, error);
  std::filesystem::create_directories(path, error);
  if (error)
    return wrong_folder(
        path,
        fmt::format("can't be made ({}). Give a folder that this user may write by --data DIR.",
                    error.message()));
  if (!existed) ::chmod(path.c_str(), 0700);

  const int lock = ::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    return wrong_folder(
        path,
        fmt::format("can't be written ({}). Give a folder that this user may write by --data DIR.",
                    std::strerror(errno)));
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return wrong_folder(
        path,
        "another Strongroom server uses it. Stop that one, or give another folder by --data DIR.");
  }
  return DataFolder(path, lock, false);
}

Result<DataFolder> DataFolder::temporary() {
  std::string path = std::filesystem::temp_directory_path().string() + "/strongroom-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return wrong_folder(path, std::strerror(errno));
  SR_TRY(DataFolder folder, open(path));
  folder.remove_ = true;
  return folder;
}

bool DataFolder::holds_store() const {
  std::error_code none;
  return std::filesystem::exists(database(), none) ||
         std::filesystem::exists(database() + "-wal", none);
}

Result<void> DataFolder::check_store_is_not_lost() const {
  // SQLite takes a file without a whole first page for a new one.
  constexpr std::uintmax_t kPage = 4096;
  if (size_of(database()) < kPage && size_of(audit() + "/events.jsonl") > 0) {
    return wrong_folder(
        path_,
        "there are audit records but the store, strongroom.db, is missing or empty. "
        "Restore a backup, or move the folder audit away to begin anew.");
  }
  return {};
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      remove_(std::exchange(other.remove_, false)) {}

DataFolder::~DataFolder() {
  if (remove_) {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace strongroom::app
