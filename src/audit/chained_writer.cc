#include "audit/chained_writer.h"

#include "audit/own_record.h"
#include "base/log.h"

#include <unistd.h>

#include <chrono>
#include <utility>
#include <vector>

namespace strongroom::audit {
namespace {

/// A step of the clock that is recorded (cloudtrail contract 8, point 8).
constexpr std::chrono::seconds kBackwardStep{5};

}  // namespace

Result<std::unique_ptr<ChainedWriter>> ChainedWriter::open(const Options& options,
                                                           const Clock& clock,
                                                           std::optional<DigestWriter> digests) {
  SR_TRY(FolderLock lock, FolderLock::take(options.folder));
  SR_TRY(ActiveFile active, ActiveFile::open(options.folder, clock.now()));
  SR_TRY(HeadSigner signer, HeadSigner::open(options.folder, std::move(digests), clock.now()));
  SR_TRY(auto outlet, Outlet::open(options));
  return std::unique_ptr<ChainedWriter>(new ChainedWriter(
      options, clock, std::move(lock), std::move(active), std::move(signer), std::move(outlet)));
}

ChainedWriter::ChainedWriter(const Options& options, const Clock& clock, FolderLock lock,
                             ActiveFile active, HeadSigner signer, std::unique_ptr<Outlet> outlet)
    : options_(options),
      clock_(clock),
      lock_(std::move(lock)),
      active_(std::move(active)),
      head_(active_.last_head()),
      signer_(std::move(signer)),
      last_look_(clock.now()),
      outlet_(std::move(outlet)) {
  if (signer_.signed_head().sequence > head_.sequence) go_on_behind_what_was_signed();
}

/// A number is never given twice.
void ChainedWriter::go_on_behind_what_was_signed() {
  log::error("{}: records {} to {} were signed and are missing", active_.path(), head_.sequence + 1,
             signer_.signed_head().sequence);
  head_ = signer_.signed_head();
  active_.begin_behind(head_);
  ++touched_;
  own_records_ += own_record("AuditRecordsMissing", "at start", clock_.now());
}

std::size_t ChainedWriter::write(std::span<const HashedRecord> batch) {
  look_at_file();
  const ChainHead before = head_;
  buffer_.clear();
  std::vector<HashedRecord> first;
  add_records(first, own_records_);
  hash_records(first);
  for (const auto records : {std::span<const HashedRecord>(first), batch}) {
    for (const HashedRecord& record : records) head_ = append_chained(buffer_, record, head_);
  }
  if (!outlet_->append(active_.file(), buffer_)) {
    head_ = before;
    return 0;
  }
  own_records_.clear();
  return head_.sequence - before.sequence;
}

void ChainedWriter::look_at_file() {
  const auto harm = active_.look_for_harm(head_, clock_);
  if (!harm) return;
  ++touched_;
  own_records_ += own_record("AuditFileChanged", *harm, clock_.now());
}

void ChainedWriter::maintain(Timestamp now, std::mutex& file_mutex) {
  outlet_->look();
  bool sign = false;
  {
    const std::lock_guard lock(file_mutex);
    look_at_clock(now);
    look_at_file();
    // Not later than now, also when no call comes.
    if (!own_records_.empty()) write({});
    sign = signer_.is_due(head_, now);
  }
  if (sign) sign_flushed(now, file_mutex);
  const std::lock_guard lock(file_mutex);
  if (!active_.is_done(options_, now)) return;
  signer_.sign(head_, now);
  active_.change(signer_.file(), head_, clock_.now());
}

void ChainedWriter::look_at_clock(Timestamp now) {
  if (now + kBackwardStep < last_look_) {
    log::warning("the clock was set back by {} s",
                 std::chrono::floor<std::chrono::seconds>(last_look_ - now).count());
    own_records_ += own_record("ClockSetBack", "the system's clock", now);
    signer_.set_back(now);
  }
  last_look_ = now;
}

/// Calls go on while the disk works.
void ChainedWriter::sign_flushed(Timestamp now, std::mutex& file_mutex) {
  ChainHead end;
  int file = -1;
  {
    const std::lock_guard lock(file_mutex);
    end = head_;
    file = active_.file().duplicate();
  }
  const bool flushed = file >= 0 && ::fdatasync(file) == 0;
  ::close(file);
  if (flushed) signer_.sign(end, now);
}

void ChainedWriter::close(Timestamp now) {
  active_.file().flush();
  signer_.sign(head_, now);
}

void ChainedWriter::register_metrics(metrics::Registry& registry) const {
  outlet_->register_metrics(registry);
  registry.callback("strongroom_audit_files_changed_total",
                    "How often somebody else was seen to have changed the audit files.", "counter",
                    [this] { return static_cast<double>(touched_.load()); });
}

}  // namespace strongroom::audit
