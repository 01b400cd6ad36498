#pragma once

#include "audit/files.h"
#include "audit/growing_index.h"
#include "audit/stored_index.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

class ExportKey;

/// Of the one trail that there is, and the bucket that it names.
inline constexpr std::string_view kTrailName = "strongroom";

struct LookupQuery {
  std::string account;
  std::string region;
  std::optional<Timestamp> from;  ///< Both included.
  std::optional<Timestamp> to;
  std::string attribute;  ///< `EventName`...; empty for all records.
  std::string value;
  /// Only records before this place: where the last page ended.
  std::uint64_t before = std::numeric_limits<std::uint64_t>::max();
  std::size_t limit = 50;
};

struct LookupPage {
  struct Found {
    std::uint64_t place;  ///< Of the record among all.
    std::string record;   ///< As JSON, as it was made.
  };
  std::vector<Found> found;  ///< Newest first.
  bool more = false;
};

/// The records of an audit folder, to be looked up: what has been written when a lookup begins is
/// found. Reads files, so not on an I/O thread; otherwise any thread, one lookup at a time.
class Trail {
 public:
  /// `export_key` outlives it; null: nothing is exported.
  explicit Trail(std::string folder, ExportKey* export_key = nullptr)
      : folder_(std::move(folder)), export_key_(export_key) {}

  /// Unavailable: files can't be read.
  Result<LookupPage> lookup(const LookupQuery& query);

  /// What verifies exports; may be null.
  ExportKey* export_key() const { return export_key_; }

 private:
  /// One file as a lookup sees it.
  struct Segment {
    std::uint64_t first_sequence;
    const SegmentIndex* index;
    ClosedFile file;
  };
  Result<std::vector<Segment>> segments();
  Result<void> follow_active();
  Result<const SegmentIndex*> closed_index(const ClosedFile& file);
  Result<void> search(const Segment& segment, const LookupQuery& query, LookupPage& page);

  const std::string folder_;
  ExportKey* const export_key_;
  std::mutex mutex_;  // guards what follows
  GrowingIndex active_;
  std::uint64_t active_first_ = 0;  // sequence; 0: the file has no record yet
  std::map<std::uint64_t, StoredIndex> closed_;
};

}  // namespace strongroom::audit
