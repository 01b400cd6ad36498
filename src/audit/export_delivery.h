#pragma once

#include "audit/export_digests.h"
#include "base/clock.h"
#include "base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

/// The records of one account and Region on their way into files, an hour after the other. A record
/// that is older than the hour that was begun is delivered in that one, as CloudTrail's late ones
/// are. One thread.
class ExportDelivery {
 public:
  /// `first`: the time of the first record. `target` outlives it.
  ExportDelivery(const ExportTarget& target, const ExportScope& scope, Timestamp first);

  Result<void> add(std::string_view record, std::string_view event_time, Timestamp time);
  /// Up to `until`, which is behind all records.
  Result<void> finish(Timestamp until);

  std::uint64_t files() const { return files_in_all_; }
  std::uint64_t digests() const { return digests_in_all_; }

 private:
  using Hour = std::chrono::sys_time<std::chrono::hours>;
  Result<void> end_hours_before(Timestamp time);
  Result<void> end_hour(Timestamp end);
  Result<void> end_file(Timestamp end);

  const ExportTarget& target_;
  const ExportScope scope_;
  ExportDigests digests_;
  Hour hour_;
  std::string content_;  // of the file that was begun; empty: none was
  std::string oldest_;
  std::string newest_;
  std::vector<ExportedFile> files_;  // of the hour
  std::uint64_t files_in_all_ = 0;
  std::uint64_t digests_in_all_ = 0;
};

}  // namespace strongroom::audit
