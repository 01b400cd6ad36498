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
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

namespace strongroom::audit {
namespace {

class FileAuditLog final : public AuditLog {
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
  /// Joins the batch of this thread's turn; the first of a turn sees to it that the batch leaves at
  /// its end.
  class AppendAwaiter {
   public:
    AppendAwaiter(FileAuditLog& log, PendingLine& pending) : log_(log), pending_(pending) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter) {
      pending_.waiter = waiter;
      pending_.executor = Executor::current();
      if (pending_.executor == nullptr) return log_.submit({&pending_});
      TurnBatch& batch = TurnBatch::of_this_thread();
      if (batch.add(&pending_))
        submit_at_end_of_turn(
            *pending_.executor, batch,
            [&log = log_](std::vector<PendingLine*> lines) { log.submit(std::move(lines)); });
    }
    void await_resume() const noexcept {}

   private:
    FileAuditLog& log_;
    PendingLine& pending_;
  };

  void submit(std::vector<PendingLine*> lines) {
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
      write_batch(batch);
      resume_all(batch);
      batch.clear();
    }
  }

  void write_batch(const std::vector<PendingLine*>& batch) {
    buffer_.clear();
    for (const PendingLine* pending : batch) buffer_ += pending->line;
    const bool written = write_whole();
    for (PendingLine* pending : batch) pending->written = written;
    (written ? records_ : failures_).add(batch.size());
    writes_.add();
  }

  /// All of the buffer or nothing: what was half written is cut off again.
  bool write_whole() {
    struct stat before{};
    if (::fstat(file_, &before) != 0) return report(errno);
    for (std::size_t done = 0; done < buffer_.size();) {
      const ssize_t wrote = ::write(file_, buffer_.data() + done, buffer_.size() - done);
      if (wrote >= 0) {
        done += static_cast<std::size_t>(wrote);
      } else if (errno != EINTR) {
        const int why = errno;
        if (::ftruncate(file_, before.st_size) != 0)
          log::error("{}: a part of a record stayed: {}", path_, std::strerror(errno));
        return report(why);
      }
    }
    failing_ = false;
    return true;
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

  std::string buffer_;    // audit thread only
  bool failing_ = false;  // audit thread only

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
