#pragma once

#include "audit/export_digests.h"
#include "audit/reading.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace strongroom::audit {

struct ExportReport {
  std::uint64_t records = 0;
  std::uint64_t files = 0;
  std::uint64_t digests = 0;
};

/// The records of an audit folder from `from` to `until` (not included), in files and digests as
/// CloudTrail delivers them: an account and a Region has a digest for each hour since its first
/// record, also for those in which there was none. Of the hour of `until`, the part before it.
/// What belongs to no account lies under 000000000000, us-east-1. Bounded in memory: at most
/// kMostScopes accounts and Regions are told apart. Unavailable: a file can't be read or written.
inline constexpr std::size_t kMostScopes = 1000;
Result<ExportReport> export_to_cloudtrail(const std::string& folder, std::optional<Timestamp> from,
                                          Timestamp until, const ExportTarget& target);

}  // namespace strongroom::audit
