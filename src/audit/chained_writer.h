#pragma once

#include "audit/chain.h"
#include "audit/digest.h"
#include "audit/log_file.h"
#include "audit/options.h"
#include "audit/second_sink.h"
#include "audit/space.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/result.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace strongroom::audit {

/// Writes records to the active file of an audit folder, links each to all before it, and sees to
/// what goes wrong: in this order a full disk takes the reserve, then the second sink stands in,
/// then nothing is written.
class ChainedWriter {
 public:
  /// InvalidSetting: the folder is another process's, or can't be used.
  static Result<ChainedWriter> open(const Options& options, const Clock& clock,
                                    std::optional<DigestWriter> digests);
  ChainedWriter(ChainedWriter&&) noexcept;
  ~ChainedWriter();

  /// All of `batch`, with one write; returns how many records, 0 when they could not be written and
  /// no part of them is in the file. One thread at a time, under the lock that `maintain` takes.
  std::size_t write(std::span<const HashedRecord> batch);

  /// AuditLog::maintain; takes `file_mutex` only for moments, and for the change of files.
  void maintain(Timestamp now, std::mutex& file_mutex);
  /// The last digest; nothing is written afterwards.
  void close(Timestamp now);

  bool on_reserve() const;
  void register_metrics(metrics::Registry& registry);
  Result<std::unordered_set<std::string>> find_events(
      const std::vector<std::string>& event_ids) const;

 private:
  struct Parts;
  explicit ChainedWriter(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace strongroom::audit
