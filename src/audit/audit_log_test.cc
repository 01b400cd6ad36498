#include "audit/audit_log.h"

#include "base/sync_wait.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace strongroom::audit {
namespace {

class AuditLogTest : public testing::Test {
 protected:
  AuditLogTest() {
    folder_ = testing::TempDir() + "/audit-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
  }
  ~AuditLogTest() override { std::filesystem::remove_all(folder_); }

  std::string file() const { return folder_ + "/events.jsonl"; }
  std::string content() const {
    std::ostringstream out;
    out << std::ifstream(file()).rdbuf();
    return out.str();
  }

  std::string folder_;
  metrics::Registry metrics_;
};

TEST_F(AuditLogTest, HoldsARecordWhenAppendReturns) {
  const auto log = AuditLog::open(folder_, metrics_).value();
  ASSERT_TRUE(sync_wait(log->append("{\"a\":1}\n")));
  EXPECT_EQ(content(), "{\"a\":1}\n");
}

TEST_F(AuditLogTest, GoesOnWhereItStoodAndCutsOffAnUnfinishedLine) {
  std::filesystem::create_directories(folder_);
  std::ofstream(file()) << "first\n" << std::string(10'000, 'x');
  const auto log = AuditLog::open(folder_, metrics_).value();
  ASSERT_TRUE(sync_wait(log->append("second\n")));
  EXPECT_EQ(content(), "first\nsecond\n");
}

TEST_F(AuditLogTest, KeepsEveryRecordOfManyThreads) {
  const auto log = AuditLog::open(folder_, metrics_).value();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const std::string line = std::to_string(t) + "-" + std::to_string(i) + "\n";
        ASSERT_TRUE(sync_wait(log->append(line)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::ranges::count(content(), '\n'), 1600);
  EXPECT_THAT(content(), testing::HasSubstr("7-199\n"));
}

TEST_F(AuditLogTest, LosesNothingWhileTheDiskStandsStill) {
  // A pipe that nobody reads is a disk that stands still.
  std::filesystem::create_directories(folder_);
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  const auto log = AuditLog::open(folder_, metrics_).value();
  constexpr int kThreads = 4;
  const std::string line = std::string(100'000, 'x') + '\n';  // more than a pipe holds
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] { EXPECT_TRUE(sync_wait(log->append(line))); });
  }
  std::ifstream disk(file());
  std::string read;
  for (int t = 0; t < kThreads; ++t) {
    std::getline(disk, read);
    EXPECT_EQ(read.size() + 1, line.size());
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(AuditLogTest, FindsTheLinesThatItHolds) {
  const auto log = AuditLog::open(folder_, metrics_).value();
  ASSERT_TRUE(sync_wait(log->append("one\n")));
  EXPECT_THAT(log->find_lines({"one\n", "two\n"}).value(), testing::UnorderedElementsAre("one\n"));
}

TEST_F(AuditLogTest, RefusesWhenTheDiskIsFull) {
  std::filesystem::create_directories(folder_);
  std::filesystem::create_symlink("/dev/full", file());
  const auto log = AuditLog::open(folder_, metrics_);
  ASSERT_TRUE(log);
  EXPECT_EQ(sync_wait((*log)->append("lost\n")).error().code(), ErrorCode::Unavailable);
}

TEST_F(AuditLogTest, NamesAFolderThatItCannotMake) {
  const auto log = AuditLog::open("/proc/nowhere", metrics_);
  ASSERT_FALSE(log);
  EXPECT_THAT(log.error().message(), testing::HasSubstr("/proc/nowhere/events.jsonl"));
}

}  // namespace
}  // namespace strongroom::audit
