#include "audit/log_file.h"

#include "base/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace strongroom::audit {
namespace {

constexpr std::uint64_t kBlock = 64 * 1024;
// So much is written back at a time. A flush that finds more to do holds up those who append.
constexpr std::uint64_t kWriteBack = 1024 * 1024;

}  // namespace

Result<LogFile> LogFile::open(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const int file = error ? -1 : ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  LogFile log(file, path);
  if (file < 0 || !log.close_last_line()) {
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format(
            "{}: the audit file can't be opened ({}). Make the folder writable for this user.",
            path, error ? error.message() : std::strerror(errno)));
  }
  struct stat status{};
  log.regular_ = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  log.inode_ = status.st_ino;
  log.device_ = status.st_dev;
  log.accept_size();
  return log;
}

LogFile::LogFile(LogFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      path_(std::move(other.path_)),
      size_(other.size_),
      written_back_(other.written_back_),
      inode_(other.inode_),
      device_(other.device_),
      regular_(other.regular_) {}

LogFile& LogFile::operator=(LogFile&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(path_, other.path_);
  std::swap(size_, other.size_);
  std::swap(written_back_, other.written_back_);
  std::swap(inode_, other.inode_);
  std::swap(device_, other.device_);
  std::swap(regular_, other.regular_);
  return *this;
}

LogFile::~LogFile() {
  if (file_ >= 0) ::close(file_);
}

int LogFile::append(std::string_view lines) {
  for (std::size_t done = 0; done < lines.size();) {
    const ssize_t wrote = ::write(file_, lines.data() + done, lines.size() - done);
    if (wrote >= 0) {
      done += static_cast<std::size_t>(wrote);
      size_ += static_cast<std::uint64_t>(wrote);
    } else if (errno != EINTR) {
      const int why = errno;
      take_back(done);
      return why;
    }
  }
  write_back();
  return 0;
}

/// Tells the system to begin, and doesn't wait.
void LogFile::write_back() {
  if (!regular_ || size_ < written_back_ + kWriteBack) return;
  ::sync_file_range(file_, static_cast<off_t>(written_back_),
                    static_cast<off_t>(size_ - written_back_), SYNC_FILE_RANGE_WRITE);
  written_back_ = size_;
}

int LogFile::flush() const { return !regular_ || ::fdatasync(file_) == 0 ? 0 : errno; }

void LogFile::take_back(std::uint64_t bytes) {
  if (bytes == 0) return;
  size_ -= bytes;
  if (::ftruncate(file_, static_cast<off_t>(size_)) != 0) {
    log::error("{}: a part of a record stayed: {}", path_, std::strerror(errno));
  }
}

LogFile::State LogFile::state() const {
  if (!regular_) return State::Untouched;
  // Without its times: a system that was asked for them keeps the next ones exactly, and each write
  // then goes through the journal of the file system.
  struct statx there{};
  constexpr unsigned kAsked = STATX_INO | STATX_SIZE;
  if (::statx(AT_FDCWD, path_.c_str(), AT_STATX_SYNC_AS_STAT, kAsked, &there) != 0 ||
      there.stx_ino != inode_ || makedev(there.stx_dev_major, there.stx_dev_minor) != device_) {
    return State::Gone;
  }
  return there.stx_size == size_ ? State::Untouched : State::Resized;
}

void LogFile::accept_size() {
  struct stat status{};
  if (!regular_ || ::fstat(file_, &status) != 0) return;
  size_ = written_back_ = static_cast<std::uint64_t>(status.st_size);
}

std::string LogFile::first_line() const {
  std::string line;
  for (std::uint64_t at = 0; regular_ && at < size_; at += kBlock) {
    std::string block(std::min(kBlock, size_ - at), '\0');
    const ssize_t got = ::pread(file_, block.data(), block.size(), static_cast<off_t>(at));
    if (got <= 0) break;
    block.resize(static_cast<std::size_t>(got));
    const std::size_t newline = block.find('\n');
    line.append(block, 0, newline);
    if (newline != std::string::npos) return line;
  }
  return {};
}

std::string LogFile::last_line() const {
  return regular_ && size_ > 0 ? line_before(size_ - 1) : std::string();
}

/// The line that ends at `end`, where its newline stands.
std::string LogFile::line_before(std::uint64_t end) const {
  std::string line;
  while (end > 0) {
    const std::uint64_t from = end > kBlock ? end - kBlock : 0;
    std::string block(end - from, '\0');
    const ssize_t got = ::pread(file_, block.data(), block.size(), static_cast<off_t>(from));
    if (got != static_cast<ssize_t>(block.size())) return {};
    const std::size_t newline = block.rfind('\n');
    if (newline != std::string::npos) return block.substr(newline + 1) + line;
    line.insert(0, block);
    end = from;
  }
  return line;
}

int LogFile::duplicate() const { return ::fcntl(file_, F_DUPFD_CLOEXEC, 0); }

/// Cuts off what follows the last newline.
bool LogFile::close_last_line() {
  struct stat status{};
  if (::fstat(file_, &status) != 0) return false;
  if (!S_ISREG(status.st_mode)) return true;
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const std::uint64_t end = size - line_before(size).size();
  return end == size || ::ftruncate(file_, static_cast<off_t>(end)) == 0;
}

}  // namespace strongroom::audit
