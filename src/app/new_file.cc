#include "app/new_file.h"

#include "crypto/random.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

namespace strongroom::app {
namespace {

/// A new name is durable when its folder is.
bool flush_folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool flushed = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return flushed;
}

}  // namespace

Result<NewFile> NewFile::create(const std::string& path) {
  std::error_code none;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, none))) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{} exists already: give another name.", path));
  }
  std::string unfinished = fmt::format("{}.unfinished-{}", path, crypto::random_uuid());
  const int descriptor = ::open(unfinished.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("{} can't be written ({}): give a folder that this user may write.",
                               path, std::strerror(errno)));
  }
  return NewFile(path, std::move(unfinished), descriptor);
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)),
      unfinished_(std::exchange(other.unfinished_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

NewFile::~NewFile() {
  if (!unfinished_.empty()) ::unlink(unfinished_.c_str());
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::unexpected<Error> NewFile::failed() const {
  return failure(ErrorCode::Unavailable,
                 fmt::format("{} can't be written ({}).", path_, std::strerror(errno)));
}

Result<void> NewFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed();
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> NewFile::keep() {
  if (::fsync(descriptor_) != 0 || std::rename(unfinished_.c_str(), path_.c_str()) != 0) {
    return failed();
  }
  unfinished_.clear();
  if (!flush_folder_of(path_)) return failed();
  return {};
}

}  // namespace strongroom::app
