#include "app/backup_file.h"

#include "app/data_folder.h"
#include "app/new_file.h"
#include "base/bytes.h"
#include "crypto/hash.h"
#include "keyring/byte_format.h"
#include "store/sqlite/snapshot.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string_view>

namespace strongroom::app {
namespace {

// The end of a backup (docs/formats/backup.md); never change.
constexpr std::string_view kMark = "StrongroomBackup";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeadSize = kMark.size() + sizeof kVersion + sizeof(std::uint64_t);
constexpr std::size_t kTrailerSize = kHeadSize + sizeof(crypto::Digest256);

constexpr std::size_t kBlock = std::size_t{1} << 20;

std::unexpected<Error> wrong_backup(const std::string& file, std::string_view what) {
  return failure(ErrorCode::InvalidSetting, fmt::format("backup {}: {}", file, what));
}

std::unexpected<Error> unreadable(const std::string& file) {
  return failure(ErrorCode::Unavailable,
                 fmt::format("{} can't be read ({}).", file, std::strerror(errno)));
}

/// The trailer's part that the hash covers.
Bytes head_of(std::uint64_t size) {
  Bytes head = copy_of(bytes_of(kMark));
  keyring::append_number(head, kVersion);
  keyring::append_number(head, size);
  return head;
}

/// Reads `size` bytes of an open file from its start, block by block.
Result<void> read_all(int descriptor, const std::string& file, std::uint64_t size,
                      const std::function<Result<void>(ByteView)>& visit) {
  Bytes block(kBlock);
  for (std::uint64_t at = 0; at < size;) {
    const std::size_t wanted = std::min<std::uint64_t>(block.size(), size - at);
    const ssize_t got = ::pread(descriptor, block.data(), wanted, static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return unreadable(file);
    if (got == 0) return wrong_backup(file, "became shorter while it was read.");
    SR_CHECK(visit(ByteView(block).first(static_cast<std::size_t>(got))));
    at += static_cast<std::uint64_t>(got);
  }
  return {};
}

/// A backup that is open for reading, its trailer understood.
class BackupReader {
 public:
  static Result<BackupReader> open(const std::string& file);
  BackupReader(BackupReader&& other) noexcept
      : file_(std::move(other.file_)),
        descriptor_(std::exchange(other.descriptor_, -1)),
        size_(other.size_),
        digest_(other.digest_) {}
  BackupReader& operator=(BackupReader&&) = delete;
  ~BackupReader() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  std::uint64_t size() const { return size_; }
  /// Calls `visit` for all of the store's bytes. What it did counts only when there is no error.
  Result<void> read(const std::function<Result<void>(ByteView)>& visit) const;

 private:
  BackupReader(std::string file, int descriptor)
      : file_(std::move(file)), descriptor_(descriptor) {}
  Result<void> read_trailer();

  std::string file_;
  int descriptor_;
  std::uint64_t size_ = 0;
  crypto::Digest256 digest_{};
};

Result<BackupReader> BackupReader::open(const std::string& file) {
  // Non-blocking, so that a pipe at that place is refused and not waited for.
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    return wrong_backup(file, fmt::format("can't be opened ({}).", std::strerror(errno)));
  }
  BackupReader reader(file, descriptor);
  SR_CHECK(reader.read_trailer());
  return reader;
}

Result<void> BackupReader::read_trailer() {
  constexpr std::string_view kNotWhole =
      "is not a whole backup of Strongroom: it is another file, or was cut off.";
  struct stat status{};
  if (::fstat(descriptor_, &status) != 0) return unreadable(file_);
  const auto file_size = static_cast<std::uint64_t>(status.st_size);
  if (!S_ISREG(status.st_mode) || file_size < kTrailerSize) return wrong_backup(file_, kNotWhole);

  std::array<std::byte, kTrailerSize> trailer;
  const auto at = static_cast<off_t>(file_size - kTrailerSize);
  if (::pread(descriptor_, trailer.data(), trailer.size(), at) != kTrailerSize) {
    return unreadable(file_);
  }
  keyring::ByteReader fields(trailer);
  if (text_of(fields.take(kMark.size())) != kMark) return wrong_backup(file_, kNotWhole);
  if (const auto version = fields.number<std::uint32_t>(); version != kVersion) {
    return wrong_backup(file_,
                        fmt::format("has format {}, this program reads format {}: use the version "
                                    "of Strongroom that made it.",
                                    version, kVersion));
  }
  size_ = fields.number<std::uint64_t>();
  std::ranges::copy(fields.rest(), digest_.begin());
  if (size_ != file_size - kTrailerSize) return wrong_backup(file_, kNotWhole);
  return {};
}

Result<void> BackupReader::read(const std::function<Result<void>(ByteView)>& visit) const {
  crypto::Sha256 hash;
  SR_CHECK(read_all(descriptor_, file_, size_, [&](ByteView block) {
    hash.add(block);
    return visit(block);
  }));
  hash.add(head_of(size_));
  if (hash.digest() != digest_) {
    return wrong_backup(file_,
                        "is damaged: its content does not fit its checksum; use another backup.");
  }
  return {};
}

/// Puts the trailer behind the store that was copied to `file`. The store's size.
Result<std::uint64_t> write_trailer(NewFile& file) {
  const off_t end = ::lseek(file.descriptor(), 0, SEEK_END);
  if (end < 0) return unreadable(file.unfinished());
  const auto size = static_cast<std::uint64_t>(end);
  crypto::Sha256 hash;
  SR_CHECK(
      read_all(file.descriptor(), file.unfinished(), size, [&](ByteView block) -> Result<void> {
        hash.add(block);
        return {};
      }));
  const Bytes head = head_of(size);
  hash.add(head);
  SR_CHECK(file.write(head));
  SR_CHECK(file.write(hash.digest()));
  return size;
}

}  // namespace

Result<std::uint64_t> create_backup(const std::string& data_folder, const std::string& file) {
  const std::string database = DataFolder::database_in(data_folder);
  std::error_code none;
  if (!std::filesystem::exists(database, none)) {
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format("data folder {}: holds no store. Give the server's folder by --data DIR.",
                    data_folder));
  }
  SR_TRY(NewFile out, NewFile::create(file));
  SR_CHECK(store::sqlite::copy_store(database, out.unfinished()));
  // A damaged store shows here, and not on the day when the backup is needed.
  if (auto checked = store::sqlite::check_store(out.unfinished()); !checked) {
    return wrong_backup(file,
                        fmt::format("was not made, as the store in {} is damaged. Restore an older "
                                    "backup ({})",
                                    data_folder, checked.error().message()));
  }
  SR_TRY(const std::uint64_t size, write_trailer(out));
  SR_CHECK(out.keep());
  return size;
}

Result<std::uint64_t> verify_backup(const std::string& file) {
  SR_TRY(const BackupReader backup, BackupReader::open(file));
  SR_CHECK(backup.read([](ByteView) { return Result<void>(); }));
  return backup.size();
}

Result<std::uint64_t> restore_backup(const std::string& file, const std::string& data_folder) {
  // First without a trace, so that a damaged backup makes not even a folder.
  SR_CHECK(verify_backup(file));
  SR_TRY(const DataFolder folder, DataFolder::open(data_folder));
  if (folder.holds_store()) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("data folder {}: holds a store already. Give an empty folder by "
                               "--data DIR, or move strongroom.db and what begins so away.",
                               data_folder));
  }
  SR_TRY(NewFile out, NewFile::create(folder.database()));
  SR_TRY(const BackupReader backup, BackupReader::open(file));
  SR_CHECK(backup.read([&](ByteView block) { return out.write(block); }));
  if (auto checked = store::sqlite::check_store(out.unfinished()); !checked) {
    return wrong_backup(
        file, fmt::format("holds no store that can be used ({})", checked.error().message()));
  }
  SR_CHECK(out.keep());
  return backup.size();
}

}  // namespace strongroom::app
