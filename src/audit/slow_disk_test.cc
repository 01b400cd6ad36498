// A disk that takes its time for a flush, or fails at it.
#include "audit/audit_log.h"
#include "audit/testing/audit_folder.h"
#include "audit/verify.h"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace strongroom::audit {
namespace {

/// While one lives, the flushes of this process wait for it.
class SlowDisk {
 public:
  SlowDisk() { present_ = this; }
  ~SlowDisk() {
    release();
    present_ = nullptr;
  }
  SlowDisk(const SlowDisk&) = delete;
  SlowDisk& operator=(const SlowDisk&) = delete;

  void await_a_flush() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return begun_; });
  }
  /// From now on it is quick.
  void release() {
    const std::lock_guard lock(mutex_);
    quick_ = true;
    changed_.notify_all();
  }
  /// The next flush fails.
  void break_once() { broken_ = true; }

  static int flush(int file) {
    SlowDisk* const slow = present_;
    return slow != nullptr ? slow->flushed(file) : to_the_real_one(file);
  }

 private:
  static int to_the_real_one(int file) { return static_cast<int>(syscall(SYS_fdatasync, file)); }

  int flushed(int file) {
    std::unique_lock lock(mutex_);
    begun_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return quick_; });
    if (!broken_.exchange(false)) return to_the_real_one(file);
    errno = EIO;
    return -1;
  }

  static inline std::atomic<SlowDisk*> present_ = nullptr;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool begun_ = false;  // guarded by mutex_, as the next
  bool quick_ = false;
  std::atomic<bool> broken_ = false;
};

class SlowDiskTest : public AuditFolderTest {
 protected:
  void expect_whole(std::uint64_t records) {
    log_.reset();
    const auto report =
        verify({.folder = options_.folder, .keys = public_keys(), .from = {}, .to = {}}).value();
    EXPECT_TRUE(report.whole()) << text_of(report);
    EXPECT_EQ(report.head.sequence, records);
  }
};

TEST_F(SlowDiskTest, NothingIsAnsweredBeforeTheDiskHasItsRecord) {
  options_.durability = Durability::Flush;
  open();
  constexpr std::uint64_t kThreads = 8;
  std::atomic<std::uint64_t> asked = 0;
  std::atomic<std::uint64_t> answered = 0;
  SlowDisk disk;
  std::vector<std::jthread> threads;
  for (std::uint64_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      ++asked;
      EXPECT_TRUE(sync_wait(log_->append(record("Slow"))));
      ++answered;
    });
  }
  disk.await_a_flush();
  while (asked < kThreads) std::this_thread::yield();
  EXPECT_EQ(answered, 0U);
  disk.release();
  threads.clear();
  EXPECT_EQ(answered, kThreads);
  expect_whole(kThreads);
}

TEST_F(SlowDiskTest, CallsGoOnWhileAFlushForTheSignedHeadTakesItsTime) {
  open();
  append("Before");
  clock_.advance(std::chrono::minutes(2));
  SlowDisk disk;
  std::jthread maintaining([&] { log_->maintain(clock_.now()); });
  disk.await_a_flush();
  append("Meanwhile");
  EXPECT_EQ(lines().size(), 2U);
  disk.release();
  maintaining.join();
  expect_whole(2);
}

TEST_F(SlowDiskTest, ARecordWhoseFlushFailsIsRefusedAndLeavesNoPart) {
  options_.durability = Durability::Flush;
  open();
  append("Before");
  {
    SlowDisk disk;
    disk.release();
    disk.break_once();
    EXPECT_EQ(sync_wait(log_->append(record("Lost"))).error().code(), ErrorCode::Unavailable);
    append("After");
  }
  EXPECT_EQ(lines().size(), 2U);
  expect_whole(2);
}

}  // namespace
}  // namespace strongroom::audit

// In the place of the C library's, for this program.
extern "C" int fdatasync(int file) { return strongroom::audit::SlowDisk::flush(file); }
