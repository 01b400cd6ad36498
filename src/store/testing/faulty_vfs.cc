#include "store/testing/faulty_vfs.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace strongroom::store::testing {

/// An open file, with the locks that it holds.
struct FaultyVfs::Handle {
  int lock(int level);
  int lock_index(unsigned locks, int flags);
  template <class Predicate>
  bool any_other(Predicate holds) const {
    return std::ranges::any_of(database->handles,
                               [&](const Handle* other) { return other != this && holds(*other); });
  }

  FaultyVfs& vfs;
  FaultyDisk::Descriptor file;
  Database* database = nullptr;  // null: no database, but a log or journal
  // Guarded by vfs.mutex_:
  int level = SQLITE_LOCK_NONE;
  bool maps_index = false;
  unsigned shared = 0;     // locks of the log's index, a bit each
  unsigned exclusive = 0;  // the same
};

int FaultyVfs::Handle::lock(int wanted) {
  if (level >= wanted) return SQLITE_OK;
  if (wanted == SQLITE_LOCK_SHARED) {
    if (any_other([](const Handle& other) { return other.level >= SQLITE_LOCK_PENDING; })) {
      return SQLITE_BUSY;
    }
  } else {
    if (any_other([](const Handle& other) { return other.level >= SQLITE_LOCK_RESERVED; })) {
      return SQLITE_BUSY;
    }
    if (wanted == SQLITE_LOCK_EXCLUSIVE) {
      level = SQLITE_LOCK_PENDING;  // No new readers; those that are there must end.
      if (any_other([](const Handle& other) { return other.level >= SQLITE_LOCK_SHARED; })) {
        return SQLITE_BUSY;
      }
    }
  }
  level = wanted;
  return SQLITE_OK;
}

int FaultyVfs::Handle::lock_index(unsigned locks, int flags) {
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    shared &= ~locks;
    exclusive &= ~locks;
    return SQLITE_OK;
  }
  const bool alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  if (any_other([&](const Handle& other) {
        return ((other.exclusive | (alone ? other.shared : 0)) & locks) != 0;
      })) {
    return SQLITE_BUSY;
  }
  (alone ? exclusive : shared) |= locks;
  return SQLITE_OK;
}

/// What SQLite calls. It allocates these, and gives them back as sqlite3_file.
struct FaultyVfsFile : sqlite3_file {
  using Handle = FaultyVfs::Handle;

  static FaultyVfs& vfs_of(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }
  static Handle& handle_of(sqlite3_file* file) {
    return *static_cast<FaultyVfsFile*>(file)->handle;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given);
  static int remove(sqlite3_vfs* vfs, const char* name, int durably) {
    return vfs_of(vfs).disk_.remove(name, durably != 0);
  }
  static int access(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* answer) {
    *answer = vfs_of(vfs).disk_.exists(name) ? 1 : 0;
    return SQLITE_OK;
  }
  static int full_path(sqlite3_vfs* /*vfs*/, const char* name, int size, char* path) {
    const int length = std::snprintf(path, static_cast<std::size_t>(size), "%s", name);
    return length < size ? SQLITE_OK : SQLITE_CANTOPEN;
  }

  static int close(sqlite3_file* file);
  static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
    const std::span bytes(static_cast<std::byte*>(into), static_cast<std::size_t>(size));
    const Handle& handle = handle_of(file);
    return handle.vfs.disk_.read(handle.file, static_cast<std::uint64_t>(offset), bytes);
  }
  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    const ByteView bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(size));
    Handle& handle = handle_of(file);
    return handle.vfs.disk_.write(handle.file, static_cast<std::uint64_t>(offset), bytes);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    Handle& handle = handle_of(file);
    return handle.vfs.disk_.truncate(handle.file, static_cast<std::uint64_t>(size));
  }
  static int sync(sqlite3_file* file, int /*flags*/) {
    return handle_of(file).vfs.disk_.sync(handle_of(file).file);
  }
  static int size(sqlite3_file* file, sqlite3_int64* size) {
    const Handle& handle = handle_of(file);
    *size = static_cast<sqlite3_int64>(handle.vfs.disk_.size_of(handle.file));
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* file, int level) {
    const std::lock_guard guard(handle_of(file).vfs.mutex_);
    return handle_of(file).lock(level);
  }
  static int unlock(sqlite3_file* file, int level) {
    const std::lock_guard guard(handle_of(file).vfs.mutex_);
    handle_of(file).level = std::min(handle_of(file).level, level);
    return SQLITE_OK;
  }
  static int is_reserved(sqlite3_file* file, int* answer) {
    const Handle& handle = handle_of(file);
    const std::lock_guard guard(handle.vfs.mutex_);
    const auto reserves = [](const Handle& h) { return h.level >= SQLITE_LOCK_RESERVED; };
    *answer = reserves(handle) || handle.any_other(reserves) ? 1 : 0;
    return SQLITE_OK;
  }

  static int control(sqlite3_file* /*file*/, int /*request*/, void* /*argument*/) {
    return SQLITE_NOTFOUND;
  }
  static int sector_size(sqlite3_file* /*file*/) { return FaultyDisk::kSector; }
  static int characteristics(sqlite3_file* /*file*/) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;  // as SQLite takes for granted on Unix
  }

  static int map_index(sqlite3_file* file, int region, int size, int extend, void volatile** at);
  static int lock_index(sqlite3_file* file, int first, int count, int flags) {
    const std::lock_guard guard(handle_of(file).vfs.mutex_);
    return handle_of(file).lock_index(((1U << count) - 1) << first, flags);
  }
  static void index_barrier(sqlite3_file* /*file*/) {
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }
  static int unmap_index(sqlite3_file* file, int remove);

  static const sqlite3_io_methods kMethods;

  Handle* handle;  // owned, from open to close
};

const sqlite3_io_methods FaultyVfsFile::kMethods{
    .iVersion = 2,  // no memory-mapped reads
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
    .xShmMap = map_index,
    .xShmLock = lock_index,
    .xShmBarrier = index_barrier,
    .xShmUnmap = unmap_index,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int FaultyVfsFile::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                        int* given) {
  auto* const opened = new (file) FaultyVfsFile{};
  opened->pMethods = nullptr;  // nothing to close
  FaultyVfs& owner = vfs_of(vfs);
  const bool is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  std::optional<std::string> named;
  if (name != nullptr) named = name;
  // The store creates its database by itself, in the real file system.
  const bool create = is_database || (flags & SQLITE_OPEN_CREATE) != 0;
  auto found = owner.disk_.open(named, create);
  if (!found) return SQLITE_CANTOPEN;
  auto handle = std::make_unique<Handle>(owner, *std::move(found));
  if (is_database) {
    const std::lock_guard guard(owner.mutex_);
    handle->database = &owner.databases_[*named];
    handle->database->handles.push_back(handle.get());
  }
  opened->handle = handle.release();
  opened->pMethods = &kMethods;
  if (given != nullptr) *given = flags;
  return SQLITE_OK;
}

int FaultyVfsFile::close(sqlite3_file* file) {
  unmap_index(file, 0);
  const std::unique_ptr<Handle> handle(static_cast<FaultyVfsFile*>(file)->handle);
  const std::lock_guard guard(handle->vfs.mutex_);
  if (handle->database != nullptr) std::erase(handle->database->handles, handle.get());
  return SQLITE_OK;
}

int FaultyVfsFile::map_index(sqlite3_file* file, int region, int size, int extend,
                             void volatile** at) {
  Handle& handle = handle_of(file);
  const std::lock_guard guard(handle.vfs.mutex_);
  handle.maps_index = true;
  auto& regions = handle.database->log_index;
  const auto index = static_cast<std::size_t>(region);
  *at = nullptr;
  if (index >= regions.size() && extend == 0) return SQLITE_OK;
  while (regions.size() <= index) regions.emplace_back(static_cast<std::size_t>(size));
  *at = regions[index].data();
  return SQLITE_OK;
}

int FaultyVfsFile::unmap_index(sqlite3_file* file, int /*remove*/) {
  Handle& handle = handle_of(file);
  if (handle.database == nullptr) return SQLITE_OK;
  const std::lock_guard guard(handle.vfs.mutex_);
  handle.maps_index = false;
  handle.shared = handle.exclusive = 0;
  // The next one to come makes it again from the log, as after a crash.
  if (!handle.any_other([](const Handle& other) { return other.maps_index; })) {
    handle.database->log_index.clear();
  }
  return SQLITE_OK;
}

FaultyVfs::FaultyVfs(FaultyDisk& disk, std::string name)
    : disk_(disk), name_(std::move(name)), vfs_(*sqlite3_vfs_find(nullptr)) {
  // Time, sleep and random numbers stay those of the default.
  vfs_.szOsFile = sizeof(FaultyVfsFile);
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = FaultyVfsFile::open;
  vfs_.xDelete = FaultyVfsFile::remove;
  vfs_.xAccess = FaultyVfsFile::access;
  vfs_.xFullPathname = FaultyVfsFile::full_path;
  sqlite3_vfs_register(&vfs_, 0);
}

FaultyVfs::~FaultyVfs() { sqlite3_vfs_unregister(&vfs_); }

}  // namespace strongroom::store::testing
