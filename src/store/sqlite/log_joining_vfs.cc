#include "store/sqlite/log_joining_vfs.h"

#include "base/bytes.h"

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <new>

namespace strongroom::store::sqlite {
namespace {

// SQLite's file system for Unix takes less than 128 KiB in one write; SQLite gives it 64 at most.
constexpr std::size_t kMostWaiting = std::size_t{124} << 10;

sqlite3_vfs& base_of(sqlite3_vfs* vfs) { return *static_cast<sqlite3_vfs*>(vfs->pAppData); }

template <auto kMethod, class... Arguments>
int forward(sqlite3_vfs* vfs, Arguments... arguments) {
  sqlite3_vfs& base = base_of(vfs);
  return (base.*kMethod)(&base, arguments...);
}

/// A write-ahead log as SQLite sees it. SQLite allocates it, with room for the base's file behind.
struct LogFile : sqlite3_file {
  struct Waiting {
    Bytes bytes;
    sqlite3_int64 at = 0;
  };

  static LogFile& of(sqlite3_file* file) { return *static_cast<LogFile*>(file); }
  static sqlite3_file* inner(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(static_cast<LogFile*>(file) + 1);
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given);
  static int close(sqlite3_file* file);
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset);
  /// Hands over what waits. After a failure it is forgotten: SQLite gives the commit up.
  static int pass_on(sqlite3_file* file);

  /// A method of the base's file, once it has all that was written.
  template <auto kMethod, class... Arguments>
  static int forward(sqlite3_file* file, Arguments... arguments) {
    if (const int code = pass_on(file); code != SQLITE_OK) return code;
    return (inner(file)->pMethods->*kMethod)(inner(file), arguments...);
  }

  static const sqlite3_io_methods kMethods;

  Waiting* waiting;  // owned, from open to close
};

const sqlite3_io_methods LogFile::kMethods{
    .iVersion = 1,  // the index of the log belongs to the database's file
    .xClose = close,
    .xRead = forward<&sqlite3_io_methods::xRead>,
    .xWrite = write,
    .xTruncate = forward<&sqlite3_io_methods::xTruncate>,
    .xSync = forward<&sqlite3_io_methods::xSync>,
    .xFileSize = forward<&sqlite3_io_methods::xFileSize>,
    .xLock = forward<&sqlite3_io_methods::xLock>,
    .xUnlock = forward<&sqlite3_io_methods::xUnlock>,
    .xCheckReservedLock = forward<&sqlite3_io_methods::xCheckReservedLock>,
    .xFileControl = forward<&sqlite3_io_methods::xFileControl>,
    .xSectorSize = forward<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = forward<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int LogFile::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
  sqlite3_vfs& base = base_of(vfs);
  if ((flags & SQLITE_OPEN_WAL) == 0) return base.xOpen(&base, name, file, flags, given);
  auto* const log = new (file) LogFile{};
  const int code = base.xOpen(&base, name, inner(log), flags, given);
  if (inner(log)->pMethods == nullptr) return code;  // nothing to close
  auto waiting = std::make_unique<Waiting>();
  waiting->bytes.reserve(kMostWaiting);
  log->waiting = waiting.release();
  log->pMethods = &kMethods;
  return code;
}

int LogFile::close(sqlite3_file* file) {
  // What still waits is of no commit.
  const std::unique_ptr<Waiting> waiting(of(file).waiting);
  return inner(file)->pMethods->xClose(inner(file));
}

int LogFile::write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
  Waiting& waiting = *of(file).waiting;
  const bool follows = offset == waiting.at + static_cast<sqlite3_int64>(waiting.bytes.size());
  const ByteView bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(size));
  if (!follows || waiting.bytes.size() + bytes.size() > kMostWaiting) {
    if (const int code = pass_on(file); code != SQLITE_OK) return code;
    waiting.at = offset;
  }
  append(waiting.bytes, bytes);
  return SQLITE_OK;
}

int LogFile::pass_on(sqlite3_file* file) {
  Waiting& waiting = *of(file).waiting;
  if (waiting.bytes.empty()) return SQLITE_OK;
  const int code = inner(file)->pMethods->xWrite(
      inner(file), waiting.bytes.data(), static_cast<int>(waiting.bytes.size()), waiting.at);
  waiting.at += static_cast<sqlite3_int64>(waiting.bytes.size());
  waiting.bytes.clear();
  return code;
}

}  // namespace

LogJoiningVfs::LogJoiningVfs(const std::string& base)
    : name_(fmt::format("strongroom-log-{}", fmt::ptr(this))),
      vfs_(*sqlite3_vfs_find(base.empty() ? nullptr : base.c_str())) {
  vfs_.pAppData = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
  // Time, sleep and random numbers need to know nothing of the file system.
  vfs_.xDelete = forward<&sqlite3_vfs::xDelete>;
  vfs_.xAccess = forward<&sqlite3_vfs::xAccess>;
  vfs_.xFullPathname = forward<&sqlite3_vfs::xFullPathname>;
  vfs_.szOsFile += static_cast<int>(sizeof(LogFile));
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.xOpen = LogFile::open;
  sqlite3_vfs_register(&vfs_, 0);
}

LogJoiningVfs::~LogJoiningVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace strongroom::store::sqlite
