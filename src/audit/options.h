#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace strongroom::audit {

/// When an answer may leave (cloudtrail contract 8, point 1).
enum class Durability : std::uint8_t {
  Write,  ///< The operating system has the record: it survives a crash of the server.
  Flush,  ///< The disk has it: it survives a power cut.
};

/// What becomes of calls while the reserve is in use.
enum class LowSpace : std::uint8_t {
  Serve,     ///< They are served as long as there is room for their records.
  ReadOnly,  ///< Calls that change something are refused; reads go on.
};

/// How the operator wants the audit kept; never set by the API.
struct Options {
  std::string folder = {};
  Durability durability = Durability::Write;
  /// A file is closed and a new one begun when it reaches this size or age.
  std::uint64_t file_bytes = std::uint64_t{64} << 20;
  std::chrono::hours file_age{24};
  /// Closed files older than this are removed; cloudtrail contract 6 asks for at least 90 days.
  std::chrono::days retention{400};
  /// Below this much free space there is an alarm.
  std::uint64_t low_space_bytes = std::uint64_t{1} << 30;
  /// A file of this size is kept, to be given up when the disk is full.
  std::uint64_t reserve_bytes = std::uint64_t{16} << 20;
  LowSpace on_reserve = LowSpace::Serve;
  /// What stands in when the folder can't be written: `file:PATH`, `syslog` or `stdout`; empty for
  /// nothing.
  std::string second_sink = {};
};

}  // namespace strongroom::audit
