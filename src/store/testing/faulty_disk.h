#pragma once

#include "base/bytes.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace strongroom::store::testing {

/// How likely an operation goes wrong, from 0 to 1.
struct Faults {
  double open = 0;         ///< SQLITE_CANTOPEN
  double write = 0;        ///< SQLITE_IOERR_WRITE or SQLITE_FULL; nothing was written.
  double short_write = 0;  ///< The same, but the first part of the bytes was written.
  double truncate = 0;     ///< SQLITE_IOERR_TRUNCATE
  /// SQLITE_IOERR_FSYNC. Each write that waited for it is durable, still waits or, as on Linux, is
  /// forgotten: it is read, but no later flush makes it durable. All who have the file open are
  /// told once, at their next flush.
  double sync = 0;
  double dropped_sync =
      0;             ///< The flush answers SQLITE_OK, and nothing is durable: lying hardware.
  double delay = 0;  ///< The operation takes up to `longest_delay`.
  std::chrono::microseconds longest_delay{200};
};

/// What is left of the writes that no flush made durable.
enum class Ending {
  ProcessKilled,  ///< All: the system's cache lives on.
  PowerCut,       ///< Each is kept, lost, or torn at sectors, whatever the order was.
  /// All up to one, which is torn: a disk that drops every flush, but keeps the order.
  PowerCutInOrder,
};

/// Files in memory that fail as told, and that know what would be left after a power cut. Answers
/// are SQLite's result codes. All choices follow from the seed (and from the order in which threads
/// come). A flush of a file makes its name durable too, as the usual file systems do. Any thread.
class FaultyDisk {
 public:
  static constexpr std::size_t kSector = 512;
  struct File;

  /// An open file.
  struct Descriptor {
    std::shared_ptr<File> file;
    std::uint64_t failures_told;  ///< of its flushes
  };

  explicit FaultyDisk(std::uint64_t seed) : random_(seed) {}

  void set_faults(const Faults& faults);
  /// The machine stops at the `operations`-th opening, write, truncation, flush or deletion from
  /// now on, which is cut too; all that follow fail until `restart`.
  void stop_after(std::uint64_t operations);
  bool stopped() const;
  /// When all files are closed: leaves of them what `ending` leaves.
  void restart(Ending ending);

  /// A file without a name is gone when it is closed. None: no file, SQLITE_CANTOPEN.
  std::optional<Descriptor> open(const std::optional<std::string>& name, bool create);
  bool exists(const std::string& name) const;
  int remove(const std::string& name, bool durably);
  int read(const Descriptor& from, std::uint64_t offset, std::span<std::byte> into) const;
  int write(Descriptor& to, std::uint64_t offset, ByteView bytes);
  int truncate(Descriptor& what, std::uint64_t size);
  int sync(Descriptor& what);
  std::uint64_t size_of(const Descriptor& what) const;

 private:
  /// Of a folder: from now on `name` means `file`; null: nothing.
  struct Naming {
    std::uint64_t number = 0;
    std::string name;
    std::shared_ptr<File> file;
  };
  using Names = std::map<std::string, std::shared_ptr<File>>;

  // All with mutex_ held.
  bool happens(double chance);
  std::size_t up_to(std::size_t largest);
  bool begin();  // an operation; false: the machine stopped
  void set_name(const std::string& name, std::shared_ptr<File> file);
  void make_names_durable(std::size_t count);
  void forget_some(File& file);
  std::uint64_t oldest_waiting() const;
  void lose_some(File& file);
  void lose_behind(File& file, std::uint64_t last);
  void keep_sectors(File& file, std::size_t change);

  void delay();

  mutable std::mutex mutex_;  // guards what follows
  std::mt19937_64 random_;
  Faults faults_;
  std::uint64_t operations_ = 0;
  std::optional<std::uint64_t> stops_at_;
  bool stopped_ = false;
  Names names_;
  Names durable_names_;
  std::vector<Naming> namings_;  // not durable yet
};

}  // namespace strongroom::store::testing
