#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Objects of an export in CloudTrail's layout, and the signed chain of digest files (cloudtrail
/// contract 7).
namespace strongroom::audit {

/// Whom an export is for, and who signs it.
struct ExportTarget {
  std::string folder;  ///< Holds what shall lie in the bucket, by its path.
  std::string bucket;
  std::string fingerprint;                                         ///< Of the key.
  std::function<Result<std::string>(std::string_view text)> sign;  ///< SHA256withRSA, in hex.
};

/// Records lie apart by account and Region, each with a chain of digests of its own.
struct ExportScope {
  std::string account;
  std::string region;
  friend auto operator<=>(const ExportScope&, const ExportScope&) = default;
};

/// A file of records as a digest names it.
struct ExportedFile {
  std::string object;
  std::string hash;    ///< Hex SHA-256 of the uncompressed content.
  std::string oldest;  ///< eventTime.
  std::string newest;
};

/// Writes an object of `content` that ended at `end`. Unavailable, with the reason.
Result<ExportedFile> write_log_file(const ExportTarget& target, const ExportScope& scope,
                                    Timestamp end, std::string_view content);

/// The digests of one scope, each naming the one before; one thread.
class ExportDigests {
 public:
  ExportDigests(const ExportTarget& target, ExportScope scope)
      : target_(target), scope_(std::move(scope)) {}

  /// The one of `files`, which were delivered in this time. Unavailable, with the reason.
  Result<void> write(Timestamp start, Timestamp end, const std::vector<ExportedFile>& files);

 private:
  std::string text_of(const std::string& object, Timestamp start, Timestamp end,
                      const std::vector<ExportedFile>& files) const;

  const ExportTarget& target_;
  const ExportScope scope_;
  std::string previous_object_;  // empty before the first
  std::string previous_hash_;
  std::string previous_signature_;
};

}  // namespace strongroom::audit
