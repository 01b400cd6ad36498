#include "audit/audit_log.h"

#include "audit/append_batch.h"
#include "audit/chain.h"
#include "audit/chained_writer.h"
#include "audit/find_events.h"
#include "base/executor.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace strongroom::audit {
namespace {

// A write into the page cache takes microseconds. One that takes this long has met a disk that
// doesn't keep up, and for some time, longer the longer it took, no I/O thread tries it: its
// connections would stand still.
constexpr std::int64_t kSlow = 10;     // milliseconds
constexpr std::int64_t kSlowFor = 20;  // times as long

/// Batches of others that a thread writes behind its own, so that its own requests go on.
constexpr int kTakenAlong = 4;

class FileAuditLog final : public AuditLog, private BatchSink {
 public:
  FileAuditLog(std::unique_ptr<ChainedWriter> writer, const Options& options, const Clock& clock,
               metrics::Registry& metrics)
      : writer_(std::move(writer)),
        options_(options),
        clock_(clock),
        records_(metrics.counter("strongroom_audit_records_total", "Audit records written.")),
        writes_(metrics.counter("strongroom_audit_writes_total",
                                "Writes to the audit file; records over writes is the batch.")),
        failures_(metrics.counter("strongroom_audit_failures_total",
                                  "Calls whose records could not be written.")),
        thread_([this] { write_batches(); }) {
    writer_->register_metrics(metrics);
  }

  ~FileAuditLog() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_one();
    thread_.join();
    writer_->close(clock_.now());
  }

  Task<Result<void>> append(std::string_view lines) override {
    PendingLine pending{.line = lines, .written = false, .waiter = {}, .executor = nullptr};
    co_await AppendAwaiter(*this, pending);
    if (!pending.written)
      co_return failure(ErrorCode::Unavailable,
                        "The audit record of this request can't be written.");
    co_return {};
  }

  bool takes_changes() const override {
    return options_.on_reserve == LowSpace::Serve || !writer_->on_reserve();
  }

  Result<std::unordered_set<std::string>> find_events(
      const std::vector<std::string>& event_ids) const override {
    return audit::find_events(options_.folder, event_ids);
  }

  void maintain(Timestamp now) override { writer_->maintain(now, file_mutex_); }

 private:
  /// Joins the batch of this thread.
  class AppendAwaiter {
   public:
    AppendAwaiter(FileAuditLog& log, PendingLine& pending) : log_(log), pending_(pending) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
      pending_.waiter = waiter;
      pending_.executor = Executor::current();
      if (pending_.executor != nullptr) return TurnBatch::add(log_, pending_);
      log_.hand_over({&pending_}, log_.hashed({&pending_}));
    }
    void await_resume() const noexcept {}

   private:
    FileAuditLog& log_;
    PendingLine& pending_;
  };

  /// Writes here and now when nobody else is writing and the disk keeps up: a wake-up of the audit
  /// thread and one back cost more than the write. Otherwise who is writing takes the batch along,
  /// or the audit thread does.
  void submit(const std::vector<PendingLine*>& lines) override {
    const std::vector<HashedRecord>& records = hashed(lines);
    const bool waits = options_.durability == Durability::Flush || slow();
    if (waits || !file_mutex_.try_lock()) return hand_over(lines, records);
    {
      const std::unique_lock lock(file_mutex_, std::adopt_lock);
      takes_along(true);
      write_batch(lines, records);
      for (int batch = 0; batch < kTakenAlong && take_queue(); ++batch) {
        write_batch(taken_lines_, taken_records_);
        resume_elsewhere(taken_lines_);
      }
      takes_along(false);
    }
    resume_here(lines);
  }

  /// Where the records arise and nobody waits for the file. Until the next call of this thread.
  static const std::vector<HashedRecord>& hashed(const std::vector<PendingLine*>& lines) {
    thread_local std::vector<HashedRecord> records;
    records.clear();
    for (const PendingLine* pending : lines) add_records(records, pending->line);
    hash_records(records);
    return records;
  }

  void hand_over(const std::vector<PendingLine*>& lines, const std::vector<HashedRecord>& records) {
    bool taken_along = false;
    {
      const std::lock_guard lock(mutex_);
      queue_.insert(queue_.end(), lines.begin(), lines.end());
      queued_records_.insert(queued_records_.end(), records.begin(), records.end());
      taken_along = taking_along_;
    }
    if (!taken_along) ready_.notify_one();
  }

  /// What comes into the queue from now on needs the audit thread, or not. What came too late to be
  /// taken along needs it too.
  void takes_along(bool taking) {
    bool late = false;
    {
      const std::lock_guard lock(mutex_);
      taking_along_ = taking;
      late = !taking && !queue_.empty();
    }
    if (late) ready_.notify_one();
  }

  /// False when nothing waits. Under file_mutex_.
  bool take_queue() {
    taken_lines_.clear();
    taken_records_.clear();
    const std::lock_guard lock(mutex_);
    taken_lines_.swap(queue_);
    taken_records_.swap(queued_records_);
    return !taken_lines_.empty();
  }

  void write_batches() {
    while (true) {
      {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
      }
      const std::lock_guard lock(file_mutex_);
      if (!take_queue()) continue;
      write_batch(taken_lines_, taken_records_);
      resume_elsewhere(taken_lines_);
    }
  }

  bool slow() const { return steady_now() < slow_until_.load(std::memory_order_relaxed); }
  static std::int64_t steady_now() {
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::milliseconds(1);
  }

  void write_batch(const std::vector<PendingLine*>& batch, std::span<const HashedRecord> hashed) {
    const std::int64_t begin = steady_now();
    const std::size_t records = writer_->write(hashed);
    const std::int64_t end = steady_now();
    if (end - begin >= kSlow) {
      slow_until_.store(end + kSlowFor * (end - begin), std::memory_order_relaxed);
    }
    for (PendingLine* pending : batch) pending->written = records != 0;
    records != 0 ? records_.add(records) : failures_.add(batch.size());
    writes_.add();
  }

  std::mutex file_mutex_;  // guards writing with writer_, and these two
  std::vector<PendingLine*> taken_lines_;
  std::vector<HashedRecord> taken_records_;
  const std::unique_ptr<ChainedWriter> writer_;
  const Options options_;
  const Clock& clock_;
  metrics::Counter& records_;
  metrics::Counter& writes_;
  metrics::Counter& failures_;

  std::atomic<std::int64_t> slow_until_ = 0;  // a steady clock's milliseconds

  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<PendingLine*> queue_;           // guarded by mutex_
  std::vector<HashedRecord> queued_records_;  // of queue_; guarded by mutex_
  bool taking_along_ = false;                 // guarded by mutex_
  bool stopping_ = false;                     // guarded by mutex_
  std::thread thread_;                        // last: it uses the rest
};

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(const Options& options, const Clock& clock,
                                                 metrics::Registry& metrics,
                                                 std::optional<DigestWriter> digests) {
  SR_TRY(auto writer, ChainedWriter::open(options, clock, std::move(digests)));
  return std::make_unique<FileAuditLog>(std::move(writer), options, clock, metrics);
}

}  // namespace strongroom::audit
