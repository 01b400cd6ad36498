#include "store/testing/faulty_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace strongroom::store::testing {
namespace {

/// A write, or a truncation when there is a size.
struct Change {
  std::uint64_t number = 0;  // of its operation
  std::uint64_t offset = 0;
  Bytes bytes;
  std::optional<std::uint64_t> size;
};

void carry_out(Bytes& to, std::uint64_t offset, ByteView bytes) {
  if (to.size() < offset + bytes.size()) to.resize(offset + bytes.size());
  std::ranges::copy(bytes, to.begin() + static_cast<std::ptrdiff_t>(offset));
}

void carry_out(Bytes& to, const Change& change) {
  if (change.size) {
    to.resize(*change.size);
  } else {
    carry_out(to, change.offset, change.bytes);
  }
}

}  // namespace

struct FaultyDisk::File {
  void change(Change change) {
    carry_out(content, change);
    waiting.push_back(std::move(change));
  }
  void make_durable() {
    for (const Change& change : waiting) carry_out(durable, change);
    waiting.clear();
  }

  Bytes content;                // what is read
  Bytes durable;                // what no power cut takes
  std::vector<Change> waiting;  // for a flush
  std::uint64_t failures = 0;   // of flushes
};

void FaultyDisk::set_faults(const Faults& faults) {
  const std::lock_guard lock(mutex_);
  faults_ = faults;
}

void FaultyDisk::stop_after(std::uint64_t operations) {
  const std::lock_guard lock(mutex_);
  stops_at_ = operations_ + operations;
}

bool FaultyDisk::stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

bool FaultyDisk::happens(double chance) {
  return chance > 0 && std::bernoulli_distribution(chance)(random_);
}

std::size_t FaultyDisk::up_to(std::size_t largest) {
  return std::uniform_int_distribution<std::size_t>(0, largest)(random_);
}

bool FaultyDisk::begin() {
  if (stopped_) return false;
  ++operations_;
  stopped_ = stops_at_ && operations_ >= *stops_at_;
  return !stopped_;
}

void FaultyDisk::delay() {
  std::chrono::microseconds time{0};
  {
    const std::lock_guard lock(mutex_);
    if (!happens(faults_.delay)) return;
    time =
        std::chrono::microseconds(up_to(static_cast<std::size_t>(faults_.longest_delay.count())));
  }
  std::this_thread::sleep_for(time);
}

std::optional<FaultyDisk::Descriptor> FaultyDisk::open(const std::optional<std::string>& name,
                                                       bool create) {
  const std::lock_guard lock(mutex_);
  if (!begin() || happens(faults_.open)) return std::nullopt;
  if (!name) return Descriptor{.file = std::make_shared<File>(), .failures_told = 0};
  if (!names_.contains(*name)) {
    if (!create) return std::nullopt;
    set_name(*name, std::make_shared<File>());
  }
  const auto& file = names_.at(*name);
  return Descriptor{.file = file, .failures_told = file->failures};
}

void FaultyDisk::set_name(const std::string& name, std::shared_ptr<File> file) {
  if (file) {
    names_[name] = file;
  } else {
    names_.erase(name);
  }
  namings_.push_back({.number = operations_, .name = name, .file = std::move(file)});
}

bool FaultyDisk::exists(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return names_.contains(name);
}

int FaultyDisk::remove(const std::string& name, bool durably) {
  const std::lock_guard lock(mutex_);
  if (stopped_) return SQLITE_IOERR_DELETE;
  const bool begun = begin();
  if (!names_.contains(name)) return SQLITE_IOERR_DELETE_NOENT;
  set_name(name, nullptr);
  if (!begun) return SQLITE_IOERR_DELETE;
  if (durably) make_names_durable(namings_.size());
  return SQLITE_OK;
}

int FaultyDisk::read(const Descriptor& from, std::uint64_t offset,
                     std::span<std::byte> into) const {
  const std::lock_guard lock(mutex_);
  const File& file = *from.file;
  if (stopped_) return SQLITE_IOERR_READ;
  const std::size_t there = offset < file.content.size() ? file.content.size() - offset : 0;
  const std::size_t count = std::min(there, into.size());
  if (count > 0) std::ranges::copy(ByteView(file.content).subspan(offset, count), into.begin());
  std::ranges::fill(into.subspan(count), std::byte{0});
  return count == into.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int FaultyDisk::write(Descriptor& to, std::uint64_t offset, ByteView bytes) {
  delay();
  const std::lock_guard lock(mutex_);
  if (stopped_) return SQLITE_IOERR_WRITE;
  const bool begun = begin();
  const int error = happens(0.5) ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  if (happens(faults_.write)) return error;
  const bool whole = !happens(faults_.short_write);
  if (!whole) bytes = bytes.first(up_to(bytes.size()));
  to.file->change({.number = operations_, .offset = offset, .bytes = copy_of(bytes), .size = {}});
  return begun && whole ? SQLITE_OK : error;
}

int FaultyDisk::truncate(Descriptor& what, std::uint64_t size) {
  delay();
  const std::lock_guard lock(mutex_);
  if (stopped_) return SQLITE_IOERR_TRUNCATE;
  const bool begun = begin();
  if (happens(faults_.truncate)) return SQLITE_IOERR_TRUNCATE;
  what.file->change({.number = operations_, .offset = 0, .bytes = {}, .size = size});
  return begun ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int FaultyDisk::sync(Descriptor& what) {
  delay();
  const std::lock_guard lock(mutex_);
  File& file = *what.file;
  if (!begin()) return SQLITE_IOERR_FSYNC;
  if (happens(faults_.dropped_sync)) return SQLITE_OK;
  if (happens(faults_.sync)) {
    forget_some(file);
    ++file.failures;
  } else {
    file.make_durable();
  }
  if (std::exchange(what.failures_told, file.failures) != file.failures) return SQLITE_IOERR_FSYNC;
  // A folder's changes become durable in order, so with all that came before.
  const auto last = std::ranges::find(namings_.rbegin(), namings_.rend(), &file,
                                      [](const Naming& naming) { return naming.file.get(); });
  make_names_durable(static_cast<std::size_t>(namings_.rend() - last));
  return SQLITE_OK;
}

std::uint64_t FaultyDisk::size_of(const Descriptor& what) const {
  const std::lock_guard lock(mutex_);
  return what.file->content.size();
}

void FaultyDisk::make_names_durable(std::size_t count) {
  const auto end = namings_.begin() + static_cast<std::ptrdiff_t>(count);
  for (auto naming = namings_.begin(); naming != end; ++naming) {
    if (naming->file) {
      durable_names_[naming->name] = naming->file;
    } else {
      durable_names_.erase(naming->name);
    }
  }
  namings_.erase(namings_.begin(), end);
}

void FaultyDisk::forget_some(File& file) {
  std::vector<Change> waiting;
  for (Change& change : file.waiting) {
    switch (up_to(2)) {
      case 0:
        carry_out(file.durable, change);
        break;
      case 1:
        waiting.push_back(std::move(change));
        break;
      default:
        break;
    }
  }
  file.waiting = std::move(waiting);
}

void FaultyDisk::restart(Ending ending) {
  const std::lock_guard lock(mutex_);
  stopped_ = false;
  stops_at_.reset();
  if (ending == Ending::ProcessKilled) return;
  const bool in_order = ending == Ending::PowerCutInOrder;
  const std::uint64_t last = operations_ - up_to(operations_ - oldest_waiting());
  // A file that lost its name is lost with it; one whose deletion is lost has its name again.
  const auto named = std::ranges::partition_point(
      namings_, [&](const Naming& naming) { return naming.number <= last; });
  make_names_durable(in_order ? static_cast<std::size_t>(named - namings_.begin())
                              : up_to(namings_.size()));
  namings_.clear();
  names_ = durable_names_;
  for (const auto& [name, file] : names_) {
    if (in_order) {
      lose_behind(*file, last);
    } else {
      lose_some(*file);
    }
    file->waiting.clear();
    file->content = file->durable;
  }
}

std::uint64_t FaultyDisk::oldest_waiting() const {
  std::uint64_t oldest = operations_;
  if (!namings_.empty()) oldest = std::min(oldest, namings_.front().number);
  for (const auto& [name, file] : names_) {
    if (!file->waiting.empty()) oldest = std::min(oldest, file->waiting.front().number);
  }
  return oldest;
}

void FaultyDisk::lose_some(File& file) {
  for (std::size_t i = 0; i < file.waiting.size(); ++i) {
    switch (up_to(2)) {
      case 0:
        carry_out(file.durable, file.waiting[i]);
        break;
      case 1:
        keep_sectors(file, i);
        break;
      default:
        break;
    }
  }
}

void FaultyDisk::lose_behind(File& file, std::uint64_t last) {
  for (std::size_t i = 0; i < file.waiting.size() && file.waiting[i].number <= last; ++i) {
    if (file.waiting[i].number < last) {
      carry_out(file.durable, file.waiting[i]);
    } else {
      keep_sectors(file, i);
    }
  }
}

void FaultyDisk::keep_sectors(File& file, std::size_t change) {
  const Change& torn = file.waiting[change];
  std::uint64_t offset = torn.offset;
  ByteView left = torn.bytes;
  while (!left.empty()) {
    const std::size_t count = std::min(left.size(), kSector - offset % kSector);
    if (happens(0.5)) carry_out(file.durable, offset, left.first(count));
    offset += count;
    left = left.subspan(count);
  }
}

}  // namespace strongroom::store::testing
