#include "audit/audit_log.h"

#include "audit/append_batch.h"
#include "base/executor.h"
#include "base/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

namespace strongroom::audit {
namespace {

// A write into the page cache takes microseconds. One that takes this long has met a disk that
// doesn't keep up, and for a while no I/O thread tries it: its connections would stand still.
constexpr std::int64_t kSlow = 10;        // milliseconds
constexpr std::int64_t kSlowFor = 5'000;  // milliseconds

class FileAuditLog final : public AuditLog, private BatchSink {
 public:
  FileAuditLog(int file, std::string path, metrics::Registry& metrics)
      : file_(file),
        path_(std::move(path)),
        records_(metrics.counter("strongroom_audit_records_total", "Audit records written.")),
        writes_(metrics.counter("strongroom_audit_writes_total",
                                "Writes to the audit file; records over writes is the batch.")),
        failures_(metrics.counter("strongroom_audit_failures_total",
                                  "Records that could not be written.")),
        thread_([this] { write_batches(); }) {}

  ~FileAuditLog() override {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_one();
    thread_.join();
    ::close(file_);
  }

  Task<Result<void>> append(std::string_view line) override {
    PendingLine pending{.line = line, .written = false, .waiter = {}, .executor = nullptr};
    co_await AppendAwaiter(*this, pending);
    if (!pending.written)
      co_return failure(ErrorCode::Unavailable,
                        "The audit record of this request can't be written.");
    co_return {};
  }

  Result<std::unordered_set<std::string>> find_lines(
      const std::vector<std::string>& lines) const override {
    std::unordered_set<std::string> missing(lines.begin(), lines.end());
    std::unordered_set<std::string> found;
    std::ifstream file(path_);
    std::string line;
    while (!missing.empty() && std::getline(file, line)) {
      line += '\n';
      if (missing.erase(line) != 0) found.insert(line);
    }
    return found;
  }

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
      log_.hand_over({&pending_});
    }
    void await_resume() const noexcept {}

   private:
    FileAuditLog& log_;
    PendingLine& pending_;
  };

  /// Writes here and now when nobody else is writing and the disk keeps up: a wake-up of the audit
  /// thread and one back cost more than the write. Otherwise the audit thread takes the batch.
  void submit(const std::vector<PendingLine*>& lines) override {
    if (!slow() && file_mutex_.try_lock()) {
      const std::unique_lock lock(file_mutex_, std::adopt_lock);
      write_batch(lines);
    } else {
      return hand_over(lines);
    }
    resume_here(lines);
  }

  void hand_over(const std::vector<PendingLine*>& lines) {
    {
      const std::lock_guard lock(mutex_);
      queue_.insert(queue_.end(), lines.begin(), lines.end());
    }
    ready_.notify_one();
  }

  void write_batches() {
    std::vector<PendingLine*> batch;
    while (true) {
      {
        std::unique_lock lock(mutex_);
        ready_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        batch.swap(queue_);
      }
      {
        const std::lock_guard lock(file_mutex_);
        write_batch(batch);
      }
      resume_elsewhere(batch);
      batch.clear();
    }
  }

  bool slow() const { return steady_now() < slow_until_.load(std::memory_order_relaxed); }
  static std::int64_t steady_now() {
    return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::milliseconds(1);
  }

  void write_batch(const std::vector<PendingLine*>& batch) {
    buffer_.clear();
    for (const PendingLine* pending : batch) buffer_ += pending->line;
    const std::int64_t begin = steady_now();
    const bool written = write_whole();
    const std::int64_t end = steady_now();
    if (end - begin >= kSlow) slow_until_.store(end + kSlowFor, std::memory_order_relaxed);
    for (PendingLine* pending : batch) pending->written = written;
    (written ? records_ : failures_).add(batch.size());
    writes_.add();
  }

  /// All of the buffer or nothing: what was half written is cut off again.
  bool write_whole() {
    for (std::size_t done = 0; done < buffer_.size();) {
      const ssize_t wrote = ::write(file_, buffer_.data() + done, buffer_.size() - done);
      if (wrote >= 0) {
        done += static_cast<std::size_t>(wrote);
      } else if (errno != EINTR) {
        const int why = errno;
        take_back(static_cast<off_t>(done));
        return report(why);
      }
    }
    failing_ = false;
    return true;
  }

  void take_back(off_t written) {
    struct stat now{};
    if (written == 0) return;
    if (::fstat(file_, &now) != 0 || ::ftruncate(file_, now.st_size - written) != 0)
      log::error("{}: a part of a record stayed: {}", path_, std::strerror(errno));
  }

  bool report(int why) {
    if (!failing_)
      log::error("{}: audit records can't be written, so no request is answered: {}", path_,
                 std::strerror(why));
    failing_ = true;
    return false;
  }

  const int file_;
  const std::string path_;
  metrics::Counter& records_;
  metrics::Counter& writes_;
  metrics::Counter& failures_;

  std::mutex file_mutex_;  // guards the file and what follows
  std::string buffer_;
  bool failing_ = false;

  std::atomic<std::int64_t> slow_until_ = 0;  // a steady clock's milliseconds

  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<PendingLine*> queue_;  // guarded by mutex_
  bool stopping_ = false;            // guarded by mutex_
  std::thread thread_;               // last: it uses the rest
};

/// Cuts off what follows the last newline.
bool close_last_line(int file) {
  const off_t size = ::lseek(file, 0, SEEK_END);
  off_t end = size;
  std::array<char, 4096> block{};
  while (end > 0) {
    const off_t from =
        end > static_cast<off_t>(block.size()) ? end - static_cast<off_t>(block.size()) : 0;
    const ssize_t got = ::pread(file, block.data(), static_cast<std::size_t>(end - from), from);
    if (got != end - from) return false;
    const std::size_t newline =
        std::string_view(block.data(), static_cast<std::size_t>(got)).rfind('\n');
    if (newline != std::string_view::npos) {
      end = from + static_cast<off_t>(newline) + 1;
      break;
    }
    end = from;
  }
  return end == size || ::ftruncate(file, end) == 0;
}

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(const std::string& folder,
                                                 metrics::Registry& metrics) {
  const std::string path = folder + "/events.jsonl";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const int file = error ? -1 : ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0 || !close_last_line(file)) {
    const std::string why = error ? error.message() : std::strerror(errno);
    if (file >= 0) ::close(file);
    return failure(
        ErrorCode::InvalidSetting,
        fmt::format(
            "{}: the audit file can't be opened ({}). Make the folder writable for this user.",
            path, why));
  }
  return std::make_unique<FileAuditLog>(file, path, metrics);
}

}  // namespace strongroom::audit
