#pragma once

#include "audit/line_source.h"
#include "base/clock.h"
#include "base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Records one after another: for commands.
namespace strongroom::audit {

/// Which records are wanted: those of a time that have all of the values.
struct RecordFilter {
  std::optional<Timestamp> from;  ///< Both included.
  std::optional<Timestamp> to;
  /// By a member of the record (`errorCode`) or an attribute of LookupEvents (`ResourceName`).
  std::vector<std::pair<std::string, std::string>> values;

  bool takes(std::string_view record) const;
};

using VisitRecord = std::function<void(const std::string& record)>;

/// All records of a folder, in the order of the chain. Unavailable: a file can't be read.
Result<void> for_each_record(const std::string& folder, const RecordFilter& filter,
                             const VisitRecord& visit);

/// Follows the active file, also when a new one is begun.
class Follower {
 public:
  explicit Follower(const std::string& folder);

  /// The records that were written since the last call; at the first call, all of the file.
  Result<void> read(const RecordFilter& filter, const VisitRecord& visit);

 private:
  Result<void> open();

  const std::string path_;
  std::optional<LineSource> lines_;
  std::uint64_t file_ = 0;  // inode
};

}  // namespace strongroom::audit
