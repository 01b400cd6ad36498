#include "store/sqlite/checkpointer.h"

#include "base/result.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace strongroom::store::sqlite {
namespace {

constexpr std::size_t kPage = 4096 + 24;  // with its frame's header
constexpr int kSmallestBound = 64;        // pages
constexpr auto kRetryAfterFailure = std::chrono::milliseconds(100);

// While the writer is held back below the bound: how long to wait for readers.
constexpr int kPatienceMilliseconds = 10;

}  // namespace

Checkpointer::Checkpointer(Connection connection, Connection guard, Statement any_read,
                           int bound_pages)
    : connection_(std::move(connection)),
      guard_(std::move(guard)),
      any_read_(std::move(any_read)),
      bound_(bound_pages),
      due_at_(bound_pages / 4),
      thread_([this] { work(); }) {}

Outcome<std::unique_ptr<Checkpointer>> Checkpointer::start(const std::filesystem::path& file,
                                                           const std::string& vfs,
                                                           std::size_t bound) {
  SR_TRY(Connection connection, Connection::open(file, Connection::Mode::ReadWrite, vfs));
  SR_CHECK(connection.execute("PRAGMA synchronous = FULL"));
  sqlite3_busy_timeout(connection.handle(), kPatienceMilliseconds);
  SR_TRY(Connection guard, Connection::open(file, Connection::Mode::ReadOnly, vfs));
  SR_TRY(Statement any_read, guard.prepare("SELECT last_revision FROM counter"));
  const int pages = std::max(static_cast<int>(bound / kPage), kSmallestBound);
  return std::unique_ptr<Checkpointer>(
      new Checkpointer(std::move(connection), std::move(guard), std::move(any_read), pages));
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (auto done = checkpoint(SQLITE_CHECKPOINT_TRUNCATE); !done) {
    failures_.failed(done.error().detail);
  }
}

bool Checkpointer::enter() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return is_open() || (!held_ && failing_); });
  if (!is_open()) return false;
  writing_ = true;
  return true;
}

bool Checkpointer::try_enter() {
  const std::lock_guard lock(mutex_);
  if (!is_open()) return false;
  writing_ = true;
  return true;
}

bool Checkpointer::is_open() const { return !held_ && pages_ < bound_; }

void Checkpointer::leave(int pages) {
  bool tell = false;
  {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    if (pages < pages_) {  // SQLite started the log over.
      due_at_ = bound_ / 4;
      moved_ = 0;
    }
    pages_ = pages;
    tell = held_ || is_due();
  }
  if (tell) changed_.notify_all();
}

void Checkpointer::work() {
  while (wait_until_due()) {
    const auto done = advance();
    if (done) {
      failures_.succeeded();
    } else {
      failures_.failed(done.error().detail);
    }
    const std::lock_guard lock(mutex_);
    failing_ = !done.has_value();
    // Also when a reader was in the way and little was moved: not to try again all the time.
    due_at_ = pages_ + bound_ / 4;
    changed_.notify_all();
  }
}

bool Checkpointer::is_due() const { return pages_ >= std::min(due_at_, bound_); }

bool Checkpointer::wait_until_due() {
  std::unique_lock lock(mutex_);
  if (failing_) {
    changed_.wait_for(lock, kRetryAfterFailure, [&] { return stopping_; });
  } else {
    changed_.wait(lock, [&] { return stopping_ || is_due(); });
  }
  return !stopping_;
}

Outcome<void> Checkpointer::advance() {
  // The first pass moves most of it, the second what was added meanwhile, so that little is left to
  // move while the writer is held back.
  for (int pass = 0; pass < 2; ++pass) {
    if (has_more()) SR_CHECK(move());
    const std::lock_guard lock(mutex_);
    if (pages_ < bound_ / 2) return {};
  }
  return start_over();
}

bool Checkpointer::has_more() {
  const std::lock_guard lock(mutex_);
  return pages_ > moved_;
}

/// While a checkpoint begins, the writer must not start the log over: SQLite before 3.51.3 can take
/// the new log for moved, which damages the database (https://sqlite.org/wal.html#walresetbug). A
/// reader keeps it from that, if the log holds something that was not moved: otherwise it would
/// read the database alone.
Outcome<void> Checkpointer::move() {
  const ResetAtEnd reset(any_read_);
  SR_CHECK(any_read_.step());
  SR_CHECK(checkpoint(SQLITE_CHECKPOINT_PASSIVE));
  return {};
}

Outcome<void> Checkpointer::start_over() {
  hold_writer();
  auto done = checkpoint(SQLITE_CHECKPOINT_RESTART);
  while (done && !*done && is_full()) done = checkpoint(SQLITE_CHECKPOINT_RESTART);
  let_writer_go(done.value_or(false));
  if (!done) return std::unexpected(std::move(done).error());
  return {};
}

void Checkpointer::hold_writer() {
  std::unique_lock lock(mutex_);
  held_ = true;
  changed_.wait(lock, [&] { return !writing_; });
}

bool Checkpointer::is_full() {
  const std::lock_guard lock(mutex_);
  return pages_ >= bound_ && !stopping_;
}

void Checkpointer::let_writer_go(bool started_over) {
  {
    const std::lock_guard lock(mutex_);
    held_ = false;
    if (started_over) pages_ = moved_ = 0;
  }
  changed_.notify_all();
}

Outcome<bool> Checkpointer::checkpoint(int mode) {
  int pages = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), nullptr, mode, &pages, &moved);
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    return std::unexpected(connection_.failure());
  }
  if (moved >= 0) {
    const std::lock_guard lock(mutex_);
    moved_ = moved;
  }
  return code == SQLITE_OK && pages == moved;
}

}  // namespace strongroom::store::sqlite
