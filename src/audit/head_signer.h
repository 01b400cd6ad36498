#pragma once

#include "audit/chain.h"
#include "audit/digest.h"
#include "audit/log_file.h"
#include "base/clock.h"
#include "base/result.h"

#include <optional>
#include <string>

namespace strongroom::audit {

/// Signs heads of the chain into the active file of digests. One thread at a time.
class HeadSigner {
 public:
  /// Goes on behind the last digest that the folder has. Without `digests` nothing is signed.
  static Result<HeadSigner> open(const std::string& folder, std::optional<DigestWriter> digests,
                                 Timestamp now);

  /// The last one that was signed.
  const ChainHead& signed_head() const { return signed_head_; }

  /// cloudtrail contract 7: at least every minute or 1,000 records.
  bool is_due(const ChainHead& head, Timestamp now) const;
  /// The records up to `head` are on the disk: a power cut must not look as if signed ones were
  /// removed.
  void sign(const ChainHead& head, Timestamp now);

  /// After a step of the clock: the next minute counts from `now`.
  void set_back(Timestamp now);

  LogFile& file() { return file_; }

 private:
  HeadSigner(LogFile file, std::optional<DigestWriter> digests, Timestamp now)
      : file_(std::move(file)), digests_(std::move(digests)), signed_at_(now) {}
  Result<void> find_last(const std::string& folder);

  LogFile file_;
  std::optional<DigestWriter> digests_;
  ChainHead signed_head_;
  Timestamp signed_at_;
};

}  // namespace strongroom::audit
