#include "audit/audit_log.h"

#include "audit/chain.h"
#include "audit/testing/audit_folder.h"
#include "audit/verify.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <thread>

namespace strongroom::audit {
namespace {

using testing::HasSubstr;
using testing::Not;

class AuditLogTest : public AuditFolderTest {
 protected:
  VerificationReport report() const {
    return verify({.folder = options_.folder, .keys = public_keys(), .from = {}, .to = {}}).value();
  }
};

TEST_F(AuditLogTest, HoldsAChainedRecordWhenAppendReturns) {
  open();
  append("One");
  ASSERT_EQ(lines().size(), 1U);
  const std::string line = lines().front();
  const auto chained = parse_chained(line);
  ASSERT_TRUE(chained);
  EXPECT_EQ(chained->stated, chained->head_after({}));
  EXPECT_THAT(record_of(*chained), HasSubstr("\"eventName\":\"One\""));
}

TEST_F(AuditLogTest, ChainsEachLineOfOneCall) {
  open();
  ASSERT_TRUE(sync_wait(log_->append(record("One") + record("Two"))));
  EXPECT_EQ(lines().size(), 2U);
  log_.reset();
  EXPECT_TRUE(report().whole());
}

TEST_F(AuditLogTest, GoesOnWithTheChainAndCutsOffAnUnfinishedLine) {
  open();
  append("One");
  log_.reset();
  std::ofstream(path("events.jsonl"), std::ios::app)
      << R"({"eventVersion":"1.11","ev)" << std::string(100'000, 'x');
  open();
  append("Two");
  log_.reset();
  EXPECT_EQ(lines().size(), 2U);
  EXPECT_TRUE(report().whole()) << text_of(report());
  EXPECT_EQ(report().head.sequence, 2U);
  EXPECT_EQ(report().signed_up_to, 2U);
}

TEST_F(AuditLogTest, KeepsEveryRecordOfManyThreads) {
  open();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        ASSERT_TRUE(sync_wait(log_->append(record(fmt::format("N{}x{}", t, i)))));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(lines().size(), 1600U);
  EXPECT_THAT(events(), HasSubstr("\"N7x199\""));
  log_.reset();
  EXPECT_TRUE(report().whole());
}

TEST_F(AuditLogTest, LosesNothingWhileTheDiskStandsStill) {
  // A pipe that nobody reads is a disk that stands still.
  std::filesystem::create_directories(options_.folder);
  ASSERT_EQ(::mkfifo(path("events.jsonl").c_str(), 0600), 0);
  open();
  constexpr int kThreads = 4;
  const std::string line = "{\"a\":\"" + std::string(100'000, 'x') + "\"}\n";  // a pipe holds less
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] { EXPECT_TRUE(sync_wait(log_->append(line))); });
  }
  std::ifstream disk(path("events.jsonl"));
  std::string read;
  for (int t = 0; t < kThreads; ++t) {
    std::getline(disk, read);
    EXPECT_TRUE(parse_chained(read));
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(AuditLogTest, FlushesWhenToldTo) {
  options_.durability = Durability::Flush;
  open();
  append_many(10);
  EXPECT_EQ(lines().size(), 10U);
}

TEST_F(AuditLogTest, FindsTheEventsThatItHolds) {
  open();
  ASSERT_TRUE(sync_wait(
      log_->append("{\"requestParameters\":{\"eventID\":\"two\"},\"eventID\":\"one\"}\n")));
  EXPECT_THAT(log_->find_events({"one", "two"}).value(), testing::UnorderedElementsAre("one"));
}

TEST_F(AuditLogTest, RefusesWhenTheDiskIsFull) {
  std::filesystem::create_directories(options_.folder);
  std::filesystem::create_symlink("/dev/full", path("events.jsonl"));
  open();
  EXPECT_EQ(sync_wait(log_->append(record("Lost"))).error().code(), ErrorCode::Unavailable);
}

TEST_F(AuditLogTest, TheSecondSinkStandsInForAFullDisk) {
  std::filesystem::create_directories(options_.folder);
  std::filesystem::create_symlink("/dev/full", path("events.jsonl"));
  options_.second_sink = "file:" + path("second");
  open();
  append("Kept");
  EXPECT_THAT(content(path("second")), HasSubstr("\"Kept\""));
  EXPECT_THAT(metrics_.text(), HasSubstr("strongroom_audit_second_sink_records_total 1"));
}

/// Files can't grow beyond `bytes` while this lives, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

TEST_F(AuditLogTest, LeavesNoPartOfARecordAndGoesOnWhenThereIsRoomAgain) {
  open();
  append("Before");
  {
    const FullDisk disk(events().size() + 100);
    EXPECT_FALSE(sync_wait(log_->append(record("Lost"))));
  }
  append("After");
  log_.reset();
  EXPECT_EQ(lines().size(), 2U);
  EXPECT_TRUE(report().whole()) << text_of(report());
}

TEST_F(AuditLogTest, GivesUpTheReserveBeforeItRefusesAndThenTakesNoChanges) {
  options_.reserve_bytes = 4096;
  options_.on_reserve = LowSpace::ReadOnly;
  open();
  append("Before");
  ASSERT_TRUE(std::filesystem::exists(path("reserve")));
  EXPECT_TRUE(log_->takes_changes());
  {
    const FullDisk disk(events().size() + 100);
    // The reserve's room is no help against this kind of limit, so the call is refused all the
    // same.
    EXPECT_FALSE(sync_wait(log_->append(record("Lost"))));
  }
  EXPECT_FALSE(std::filesystem::exists(path("reserve")));
  EXPECT_FALSE(log_->takes_changes());
  EXPECT_THAT(metrics_.text(), HasSubstr("strongroom_audit_on_reserve 1"));
  log_->maintain(clock_.now());
  EXPECT_TRUE(log_->takes_changes());
}

TEST_F(AuditLogTest, RaisesAnAlarmAtLowSpace) {
  options_.low_space_bytes = std::uint64_t{1} << 62;
  open();
  EXPECT_THAT(metrics_.text(), HasSubstr("strongroom_audit_low_space 1"));
}

TEST_F(AuditLogTest, NoticesAFileThatWasRemoved) {
  open();
  append("One");
  std::filesystem::remove(path("events.jsonl"));
  append("Two");
  EXPECT_THAT(events(), HasSubstr("\"AuditFileChanged\""));
  EXPECT_THAT(events(), HasSubstr("\"Two\""));
  EXPECT_THAT(metrics_.text(), HasSubstr("strongroom_audit_files_changed_total 1"));
  log_.reset();
  EXPECT_FALSE(report().whole());
}

TEST_F(AuditLogTest, NoticesAFileThatWasReplacedAndKeepsWhatItFinds) {
  open();
  append("One");
  std::ofstream(path("other")) << "forged\n";
  std::filesystem::rename(path("other"), path("events.jsonl"));
  append("Two");
  EXPECT_THAT(events(), Not(HasSubstr("forged")));
  EXPECT_EQ(content(path("events.jsonl.found-1700000000000")), "forged\n");
}

TEST_F(AuditLogTest, NoticesAFileThatWasCutOff) {
  open();
  append_many(3);
  std::filesystem::resize_file(path("events.jsonl"), lines()[0].size() + 1);
  append("After");
  log_.reset();
  ASSERT_EQ(report().findings.size(), 1U);
  EXPECT_EQ(report().findings.front(), "records 2 to 3: removed");
  EXPECT_THAT(events(), HasSubstr("\"cut or written to\""));
}

TEST_F(AuditLogTest, NoticesAFolderThatWasRemoved) {
  open();
  append("One");
  std::filesystem::remove_all(options_.folder);
  append("Two");
  EXPECT_THAT(events(), HasSubstr("\"Two\""));
}

TEST_F(AuditLogTest, SignsTheHeadEveryMinuteAndEveryThousandRecords) {
  open();
  append("One");
  log_->maintain(clock_.now());
  EXPECT_EQ(content(path("digests.jsonl")), "");
  clock_.advance(std::chrono::seconds(60));
  log_->maintain(clock_.now());
  EXPECT_EQ(report().signed_up_to, 1U);
  append_many(1000);
  log_->maintain(clock_.now());
  EXPECT_EQ(report().signed_up_to, 1001U);
  EXPECT_TRUE(report().whole());
}

TEST_F(AuditLogTest, KnowsRecordsThatWereSignedAndAreGoneAtStart) {
  open();
  append_many(3);
  log_.reset();
  put_lines({lines()[0]});
  open();
  append("After");
  EXPECT_THAT(events(), HasSubstr("\"AuditRecordsMissing\""));
  log_.reset();
  EXPECT_EQ(report().findings.front(), "records 2 to 3: removed");
}

TEST_F(AuditLogTest, RecordsAClockThatIsSetBack) {
  open();
  log_->maintain(clock_.now());
  clock_.set(clock_.now() - std::chrono::hours(1));
  log_->maintain(clock_.now());
  EXPECT_THAT(events(), HasSubstr("\"ClockSetBack\""));
}

TEST_F(AuditLogTest, BeginsANewFileBySizeAndByAge) {
  options_.file_bytes = 2000;
  open();
  append_many(5);
  log_->maintain(clock_.now());
  EXPECT_EQ(events(), "");
  append("Next");
  change_files();
  append("Last");
  reopen();  // finds the head in the file before it
  log_.reset();
  EXPECT_TRUE(std::filesystem::exists(path("events-00000000000000000001.jsonl")));
  EXPECT_TRUE(std::filesystem::exists(path("events-00000000000000000006.jsonl")));
  EXPECT_TRUE(report().whole()) << text_of(report());
  EXPECT_EQ(report().records, 7U);
}

TEST_F(AuditLogTest, GoesOnWithTheChainOfAClosedFile) {
  open();
  append_many(2);
  change_files();
  reopen();
  append("Third");
  log_.reset();
  EXPECT_TRUE(report().whole()) << text_of(report());
  EXPECT_EQ(report().head.sequence, 3U);
}

TEST_F(AuditLogTest, RefusesASecondServerOnItsFolder) {
  open();
  const auto second = AuditLog::open(options_, clock_, metrics_);
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error().message(), HasSubstr("another process"));
}

TEST_F(AuditLogTest, RefusesAFileThatIsNotItsOwn) {
  std::filesystem::create_directories(options_.folder);
  std::ofstream(path("events.jsonl")) << "something else\n";
  const auto log = AuditLog::open(options_, clock_, metrics_);
  ASSERT_FALSE(log);
  EXPECT_THAT(log.error().message(), HasSubstr("Move it away"));
}

TEST_F(AuditLogTest, NamesAFolderThatItCannotMake) {
  options_.folder = "/proc/nowhere";
  const auto log = AuditLog::open(options_, clock_, metrics_);
  ASSERT_FALSE(log);
  EXPECT_THAT(log.error().message(), HasSubstr("/proc/nowhere/events.jsonl"));
}

}  // namespace
}  // namespace strongroom::audit
