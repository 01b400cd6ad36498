#pragma once

#include "audit/active_file.h"
#include "audit/chain.h"
#include "audit/digest.h"
#include "audit/folder_lock.h"
#include "audit/head_signer.h"
#include "audit/options.h"
#include "audit/outlet.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "base/result.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

namespace strongroom::audit {

/// Links each record to all before it and writes it to an audit folder; what happens to the folder
/// meanwhile becomes a record too.
class ChainedWriter {
 public:
  /// InvalidSetting: the folder is another process's, or can't be used. `clock` outlives it.
  static Result<std::unique_ptr<ChainedWriter>> open(const Options& options, const Clock& clock,
                                                     std::optional<DigestWriter> digests);

  /// All of `batch`, with one write; returns how many records, 0 when they could not be written and
  /// no part of them is in the file. One thread at a time, under the lock that `maintain` takes.
  std::size_t write(std::span<const HashedRecord> batch);

  /// AuditLog::maintain; takes `file_mutex` only for moments, and for the change of files.
  void maintain(Timestamp now, std::mutex& file_mutex);
  /// The last digest; nothing is written afterwards.
  void close(Timestamp now);

  bool on_reserve() const { return outlet_->on_reserve(); }
  void register_metrics(metrics::Registry& registry) const;

 private:
  ChainedWriter(const Options& options, const Clock& clock, FolderLock lock, ActiveFile active,
                HeadSigner signer, std::unique_ptr<Outlet> outlet);

  void go_on_behind_what_was_signed();
  void look_at_file();
  void look_at_clock(Timestamp now);
  void sign_flushed(Timestamp now, std::mutex& file_mutex);

  const Options options_;
  const Clock& clock_;
  const FolderLock lock_;

  // Under the caller's lock.
  ActiveFile active_;
  ChainHead head_;
  std::string buffer_;
  std::string own_records_;  // about the log itself: written with the next batch

  // Of the thread that maintains.
  HeadSigner signer_;
  Timestamp last_look_;

  const std::unique_ptr<Outlet> outlet_;
  std::atomic<std::uint64_t> touched_ = 0;
};

}  // namespace strongroom::audit
