#pragma once

#include "base/metrics.h"
#include "base/result.h"
#include "base/task.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace strongroom::audit {

/// The append-only file of audit records, JSON lines, under one folder. The records of one turn of
/// an I/O thread's loop are one batch and one write. The thread makes it itself while the disk
/// keeps up; when it doesn't, or another thread is writing, the batch goes to the audit thread
/// (docs/decisions/0007-audit-records-written-by-the-io-thread.md). Any thread.
class AuditLog {
 public:
  /// Opens `folder`/events.jsonl, made when it is absent (mode 0600). A last line that a crash left
  /// unfinished is cut off: its call was never answered. Error: InvalidSetting with the reason and
  /// the remedy.
  static Result<std::unique_ptr<AuditLog>> open(const std::string& folder,
                                                metrics::Registry& metrics);
  virtual ~AuditLog() = default;

  /// Returns when the operating system has the record. `line` ends with a newline and lives until
  /// then. Unavailable: it could not be written, and no part of it is in the file; the call must
  /// not be answered.
  virtual Task<Result<void>> append(std::string_view line) = 0;

  /// Which of these records the file holds, by whole line. Reads the file: for start-up, after a
  /// crash.
  virtual Result<std::unordered_set<std::string>> find_lines(
      const std::vector<std::string>& lines) const = 0;
};

}  // namespace strongroom::audit
