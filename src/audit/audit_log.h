#pragma once

#include "audit/digest.h"
#include "audit/options.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/result.h"
#include "base/task.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace strongroom::audit {

/// The append-only, chained file of audit records under one folder, and the closed files before it
/// (docs/formats/audit.md). The records of one turn of an I/O thread's loop are one batch and one
/// write. The thread makes it itself while the disk keeps up; when it doesn't, another thread is
/// writing, or records are to be flushed, the batch goes to the audit thread
/// (docs/decisions/0007-audit-records-written-by-the-io-thread.md). Any thread.
class AuditLog {
 public:
  /// Opens `options.folder`, made when it is absent, for this process alone, and goes on with the
  /// chain where it ends. Without `digests` nothing is signed. `clock` outlives the log. Error:
  /// InvalidSetting with the reason and the remedy.
  static Result<std::unique_ptr<AuditLog>> open(const Options& options, const Clock& clock,
                                                metrics::Registry& metrics,
                                                std::optional<DigestWriter> digests = {});
  /// Writes what waits and signs the chain's head.
  virtual ~AuditLog() = default;

  /// Returns when the records are as safe as the operator wants them: one or more lines of event.h,
  /// which live until then. Unavailable: they could not be written anywhere; the call must not be
  /// answered.
  virtual Task<Result<void>> append(std::string_view lines) = 0;

  /// False while only calls that change nothing are to be served, for want of room.
  virtual bool takes_changes() const { return true; }

  /// Which of these records the files hold, by their eventID: for start-up, after a crash. Looks at
  /// the last two files.
  virtual Result<std::unordered_set<std::string>> find_events(
      const std::vector<std::string>& event_ids) const = 0;

  /// What is due: signs the head, begins a new file, looks at the disk and the clock. Every second,
  /// one thread.
  virtual void maintain(Timestamp) {}
};

}  // namespace strongroom::audit
