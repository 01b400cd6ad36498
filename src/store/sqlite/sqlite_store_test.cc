#include "store/sqlite/sqlite_store.h"

#include "base/sync_wait.h"
#include "store/testing/faulty_disk.h"
#include "store/testing/faulty_vfs.h"
#include "store/testing/temporary_folder.h"
#include "store/testing/transactions.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <future>
#include <iterator>
#include <latch>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::store {
namespace {

using testing::bytes;
using testing::put;
using namespace std::string_literals;

Transaction writing(std::string_view key, std::string_view value) {
  return {.expects = {}, .writes = {put(key, value)}, .note = std::nullopt};
}

class SqliteStoreTest : public ::testing::Test {
 protected:
  void open(SqliteOptions options = {}) {
    options.file = file_;
    store_ = SqliteStore::open(options).value();
  }
  Error refusal() { return SqliteStore::open({.file = file_}).error(); }
  void execute(const char* sql) {
    auto connection = sqlite::Connection::open(file_, sqlite::Connection::Mode::ReadWrite);
    ASSERT_TRUE(connection.value().execute(sql));
  }
  std::string text(const char* sql) {
    auto connection = sqlite::Connection::open(file_, sqlite::Connection::Mode::ReadOnly).value();
    auto statement = connection.prepare(sql).value();
    EXPECT_TRUE(statement.step().value());
    return statement.text(0);
  }
  Result<Revision> commit(Transaction transaction) {
    return sync_wait(store_->commit(std::move(transaction)));
  }
  std::size_t log_size() const { return store_->statistics().log_bytes; }

  const testing::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "store.db";
  std::unique_ptr<SqliteStore> store_;
};

/// Many commits at once, from one thread.
class Crowd {
 public:
  explicit Crowd(Store& store) : store_(store) {}

  void commit(Transaction transaction) {
    ++waiting_;
    start(store_.commit(std::move(transaction)), [this](Result<Revision> outcome) {
      outcomes_.push_back(std::move(outcome));
      done_ = --waiting_ == 0;
    });
  }
  /// Their outcomes in the order of their completion.
  std::vector<Result<Revision>> outcomes() {
    if (waiting_ > 0) executor_.run_until(done_);
    return std::move(outcomes_);
  }

 private:
  Store& store_;
  BlockingExecutor executor_;
  Executor::Scope scope_{executor_};
  std::vector<Result<Revision>> outcomes_;
  std::size_t waiting_ = 0;
  bool done_ = false;
};

/// A commit, of a thread of its own, that keeps all others waiting until it is let go.
class HeldCommit final : public WatchSink {
 public:
  explicit HeldCommit(Store& store) {
    store.watch(*this);
    outcome_ = std::async(std::launch::async,
                          [&] { return sync_wait(store.commit(writing("held", ""))); });
    entered_.wait();
  }
  void committed(const Commit& commit) override {
    if (commit.revision > 1) return;
    entered_.count_down();
    leave_.wait();
  }
  void let_go() {
    leave_.count_down();
    EXPECT_EQ(outcome_.get(), 1u);
  }

 private:
  std::latch entered_{1};
  std::latch leave_{1};
  std::future<Result<Revision>> outcome_;
};

/// Which threads showed the commits.
class ThreadsSink final : public WatchSink {
 public:
  void committed(const Commit& /*commit*/) override {
    threads.push_back(std::this_thread::get_id());
  }

  std::vector<std::thread::id> threads;
};

TEST_F(SqliteStoreTest, KeepsItsFilesFromOtherUsers) {
  open();
  ASSERT_TRUE(commit(writing("a", "1")));
  for (const char* name : {"store.db", "store.db-wal", "store.db-shm"}) {
    struct stat status{};
    ASSERT_EQ(::stat((folder_.path() / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777, 0600u) << name;
  }
}

TEST_F(SqliteStoreTest, WritesWhatTheFormatPageShows) {
  open();
  ASSERT_TRUE(commit({.expects = {}, .writes = {put("a", "1")}, .note = bytes("hi")}));
  ASSERT_TRUE(commit(writing("b", "")));
  ASSERT_TRUE(commit({.expects = {}, .writes = {testing::erase("a")}, .note = std::nullopt}));
  EXPECT_EQ(
      text("SELECT group_concat(hex(key) || ',' || quote(value) || ',' || revision) FROM records"),
      "62,X'',2");
  EXPECT_EQ(text("SELECT group_concat(first_revision || ',' || hex(packed)) FROM notes"),
            "1,0000000000000001000000026869");
  EXPECT_EQ(text("SELECT group_concat(id || ',' || last_revision) FROM counter"), "0,3");
  EXPECT_EQ(text("PRAGMA application_id"), "1397910833");
  EXPECT_EQ(text("PRAGMA user_version"), "2");
  EXPECT_EQ(text("PRAGMA page_size"), "4096");
  EXPECT_EQ(text("PRAGMA journal_mode"), "wal");
}

TEST_F(SqliteStoreTest, CountsOnAfterAnEndWithoutAGoodbyeWhenOnlyANoteTellsTheRevision) {
  open();
  ASSERT_TRUE(commit(writing("a", "1")));
  ASSERT_TRUE(commit({.expects = {}, .writes = {put("a", "2")}, .note = bytes("hi")}));
  EXPECT_EQ(text("SELECT last_revision FROM counter"), "1");
  // What a killed process leaves.
  for (const char* end : {"", "-wal"}) {
    std::filesystem::copy_file(file_.string() + end, folder_.path() / ("copy.db"s + end));
  }
  const auto copy = SqliteStore::open({.file = folder_.path() / "copy.db"}).value();
  EXPECT_EQ(sync_wait(copy->commit(writing("a", "3"))), Revision{3});
}

TEST_F(SqliteStoreTest, LeavesOneFileWhenItIsClosed) {
  open();
  ASSERT_TRUE(commit(writing("a", "1")));
  store_.reset();
  EXPECT_FALSE(std::filesystem::exists(file_.string() + "-wal"));
}

TEST_F(SqliteStoreTest, RefusesAFolderThatIsNotThere) {
  const auto refused = SqliteStore::open({.file = folder_.path() / "none" / "store.db"});
  EXPECT_EQ(refused.error().code(), ErrorCode::InvalidSetting);
  EXPECT_NE(refused.error().message().find("No such file"), std::string::npos);
}

TEST_F(SqliteStoreTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream(file_) << std::string(5'000, 'x');
  EXPECT_EQ(refusal().code(), ErrorCode::InvalidSetting);
  EXPECT_NE(refusal().message().find("is not a SQLite database"), std::string::npos);
}

TEST_F(SqliteStoreTest, RefusesADatabaseOfAnotherProgramAndLeavesItAlone) {
  std::ofstream(file_).flush();
  execute("CREATE TABLE songs (name TEXT)");
  const auto before = std::filesystem::file_size(file_);
  EXPECT_EQ(refusal().code(), ErrorCode::InvalidSetting);
  EXPECT_NE(refusal().message().find("another program"), std::string::npos);
  EXPECT_EQ(std::filesystem::file_size(file_), before);
}

TEST_F(SqliteStoreTest, RefusesAFileOfANewerVersion) {
  open();
  store_.reset();
  execute("PRAGMA user_version = 3");
  EXPECT_EQ(refusal().code(), ErrorCode::InvalidSetting);
  EXPECT_NE(refusal().message().find("newer version"), std::string::npos);
}

TEST_F(SqliteStoreTest, TakesAFileOfTheFirstVersionOver) {
  open();
  ASSERT_TRUE(commit(writing("a", "1")));
  store_.reset();
  execute("PRAGMA user_version = 1");
  open();
  EXPECT_EQ(text("PRAGMA user_version"), "2");
  EXPECT_EQ(commit(writing("a", "2")), Revision{2});
}

TEST_F(SqliteStoreTest, RefusesADamagedFile) {
  open();
  store_.reset();
  std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(100).write(std::string(3'000, '\x55').data(), 3'000);
  file.close();
  EXPECT_EQ(refusal().code(), ErrorCode::InvalidSetting);
  EXPECT_NE(refusal().message().find("damaged"), std::string::npos) << refusal().message();
}

TEST_F(SqliteStoreTest, RefusesAnIndexThatLostKeys) {
  open();
  for (const char* key : {"a", "b", "c", "d"}) ASSERT_TRUE(commit(writing(key, "1")));
  store_.reset();
  std::ifstream whole(file_, std::ios::binary);
  const std::string pristine{std::istreambuf_iterator<char>(whole), {}};
  // The third page is the root of the index: how many keys, and where they lie.
  constexpr std::size_t kIndex = 2 * 4'096;
  ASSERT_EQ(pristine[kIndex + 4], 4);
  std::string fewer = pristine;
  fewer[kIndex + 4] = 3;
  std::string swapped = pristine;
  std::swap(swapped[kIndex + 9], swapped[kIndex + 13]);
  for (const auto& [content, text] : {std::pair(fewer, "lacks keys"), {swapped, "not in order"}}) {
    std::ofstream(file_, std::ios::binary) << content;
    EXPECT_NE(refusal().message().find(text), std::string::npos) << refusal().message();
  }
}

TEST_F(SqliteStoreTest, WritesALonelyCommitOnItsOwnThread) {
  open();
  ThreadsSink sink;
  store_->watch(sink);
  ASSERT_TRUE(commit(writing("a", "1")));
  EXPECT_EQ(sink.threads, std::vector{std::this_thread::get_id()});
}

TEST_F(SqliteStoreTest, LeavesCommitsThatComeTogetherToTheWriter) {
  open();
  ThreadsSink sink;
  store_->watch(sink);
  Crowd crowd(*store_);
  crowd.commit(writing("a", "1"));
  crowd.commit(writing("b", "1"));
  ASSERT_EQ(crowd.outcomes().size(), 2u);
  for (const auto thread : sink.threads) EXPECT_NE(thread, std::this_thread::get_id());
}

TEST_F(SqliteStoreTest, LeavesALonelyCommitToTheWriterWhileTheDiskIsSlow) {
  testing::FaultyDisk disk(1);
  const testing::FaultyVfs vfs(disk, folder_.path().string());
  open({.file = {}, .vfs = vfs.name()});
  ThreadsSink sink;
  store_->watch(sink);
  disk.set_faults({.delay = 1, .longest_delay = std::chrono::milliseconds(30)});
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(commit(writing("a", "1")));
  EXPECT_EQ(sink.threads.front(), std::this_thread::get_id());
  EXPECT_NE(sink.threads.back(), std::this_thread::get_id());
  disk.set_faults({});
  // The disk below may be slow by itself for some time, on a busy machine.
  for (int i = 0; i < 10'000 && sink.threads.back() != std::this_thread::get_id(); ++i) {
    ASSERT_TRUE(commit(writing("a", "1")));
  }
  EXPECT_EQ(sink.threads.back(), std::this_thread::get_id());
  store_.reset();
}

TEST_F(SqliteStoreTest, HandsACommitToTheDiskWithOneWriteAndOneFlush) {
  testing::FaultyDisk disk(1);
  const testing::FaultyVfs vfs(disk, folder_.path().string());
  open({.file = {}, .vfs = vfs.name()});
  ASSERT_TRUE(commit(writing("a", "1")));  // begins the log
  disk.stop_after(3);
  EXPECT_TRUE(commit({.expects = {testing::expect_absent("b"), testing::expect_absent("c")},
                      .writes = {put("b", "1"), put("c", "1")},
                      .note = bytes("note")}));
  EXPECT_FALSE(disk.stopped());
  store_.reset();
}

TEST_F(SqliteStoreTest, WritesWhatWaitsAsOneGroup) {
  open();
  HeldCommit held(*store_);
  Crowd crowd(*store_);
  for (int i = 0; i < 500; ++i) crowd.commit(writing(std::to_string(i), "value"));
  held.let_go();
  const auto outcomes = crowd.outcomes();
  ASSERT_EQ(outcomes.size(), 500u);
  for (std::size_t i = 0; i < outcomes.size(); ++i) EXPECT_EQ(outcomes[i], i + 2);
  EXPECT_EQ(store_->statistics().groups, 2u);
  EXPECT_EQ(store_->statistics().commits, 501u);
}

TEST_F(SqliteStoreTest, LetsALaterCommitOfAGroupSeeTheEarlierOnes) {
  open();
  HeldCommit held(*store_);
  Crowd crowd(*store_);
  Transaction create = writing("a", "1");
  create.expects = {testing::expect_absent("a")};
  crowd.commit(create);
  crowd.commit(create);
  Transaction replace = writing("a", "2");
  replace.expects = {testing::expect_at("a", 2)};
  crowd.commit(replace);
  held.let_go();
  const auto outcomes = crowd.outcomes();
  EXPECT_EQ(store_->statistics().groups, 2u);
  EXPECT_EQ(outcomes[0], Revision{2});
  EXPECT_EQ(outcomes[1].error().code(), ErrorCode::Conflict);
  EXPECT_EQ(outcomes[2], Revision{3});
  EXPECT_EQ(sync_wait(store_->get(bytes("a"))).value()->value, bytes("2"));
}

TEST_F(SqliteStoreTest, ThrottlesWhenTooManyWait) {
  open({.file = {}, .max_waiting_commits = 2});
  HeldCommit held(*store_);
  Crowd crowd(*store_);
  for (int i = 0; i < 3; ++i) crowd.commit(writing("a", std::to_string(i)));
  held.let_go();
  const auto outcomes = crowd.outcomes();
  EXPECT_EQ(outcomes[0].error().code(), ErrorCode::Throttled);
  EXPECT_EQ(sync_wait(store_->get(bytes("a"))).value()->value, bytes("1"));
}

TEST_F(SqliteStoreTest, KeepsTheLogWithinItsBoundUnderSaturation) {
  constexpr std::size_t kBound = std::size_t{1} << 20;
  open({.file = {}, .log_bound = kBound});
  const std::string value(3'000, 'v');
  std::size_t largest = 0;
  for (int round = 0; round < 60; ++round) {
    Crowd crowd(*store_);
    for (int i = 0; i < 64; ++i) {
      crowd.commit(writing(std::to_string(round * 7919 + i * 104'729), value));
    }
    for (const auto& outcome : crowd.outcomes()) ASSERT_TRUE(outcome);
    largest = std::max(largest, log_size());
  }
  EXPECT_GT(store_->statistics().bytes, 8 * kBound);
  EXPECT_GT(largest, kBound / 4);
  EXPECT_LT(largest, 2 * kBound);  // the bound and one group
}

TEST_F(SqliteStoreTest, HoldsCommitsBackAtTheBoundUntilAReaderIsDone) {
  constexpr std::size_t kBound = std::size_t{1} << 20;
  open({.file = {}, .log_bound = kBound});
  constexpr std::size_t kGroup = std::size_t{64} << 10;  // More than one commit below writes.
  ASSERT_TRUE(commit(writing("a", "1")));
  ASSERT_TRUE(commit(writing("b", "1")));
  std::atomic<int> written = 0;
  std::future<void> saturation;
  const auto read = store_->load({}, [&](const Entry& entry) -> Result<void> {
    if (entry.key != bytes("a")) return {};
    // This snapshot is held until the writer has come to the bound.
    saturation = std::async(std::launch::async, [&] {
      const std::string value(30'000, 'v');
      for (; written < 200; ++written) ASSERT_TRUE(commit(writing("c", value)));
    });
    while (log_size() < kBound - kGroup) std::this_thread::yield();
    for (int i = 0; i < 20; ++i) {
      EXPECT_TRUE(sync_wait(store_->get(bytes("a"))));  // Reading goes on.
    }
    EXPECT_LT(log_size(), kBound + kGroup);
    return {};
  });
  EXPECT_TRUE(read);
  saturation.get();
  EXPECT_EQ(written, 200);
  EXPECT_LT(log_size(), 2 * kBound);
}

TEST_F(SqliteStoreTest, AnswersUnavailableWhileTheDiskIsFullAndRecovers) {
  open();
  ASSERT_TRUE(commit(writing("a", "1")));
  testing::RecordingSink sink;
  store_->watch(sink);
  // A write over the limit of the file's size fails as one on a full disk does.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit tight{.rlim_cur = 64 << 10, .rlim_max = before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  const auto failed = commit(writing("b", std::string(200'000, 'b')));
  const auto again = commit(writing("b", std::string(200'000, 'b')));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  for (const auto& outcome : {failed, again}) {
    EXPECT_EQ(outcome.error(), Error(ErrorCode::Unavailable, "The store can't be written."));
  }
  EXPECT_TRUE(sink.commits().empty());
  EXPECT_EQ(sync_wait(store_->get(bytes("b"))).value(), std::nullopt);
  EXPECT_EQ(commit(writing("b", "2")), Revision{2});
  EXPECT_EQ(sink.commits().size(), 1u);
}

TEST_F(SqliteStoreTest, FinishesWhatWaitsWhenItIsClosed) {
  open();
  HeldCommit held(*store_);
  Crowd crowd(*store_);
  for (int i = 0; i < 100; ++i) crowd.commit(writing(std::to_string(i), ""));
  auto closed = std::async(std::launch::async, [&] { store_->close(); });
  held.let_go();
  closed.get();
  const auto outcomes = crowd.outcomes();
  ASSERT_EQ(outcomes.size(), 100u);
  for (const auto& outcome : outcomes) EXPECT_TRUE(outcome);
}

TEST_F(SqliteStoreTest, AnswersUnavailableWhenItIsClosed) {
  open();
  store_->close();
  store_->close();
  EXPECT_EQ(commit(writing("a", "")).error().code(), ErrorCode::Unavailable);
  EXPECT_EQ(sync_wait(store_->get(bytes("a"))).error().code(), ErrorCode::Unavailable);
  EXPECT_EQ(sync_wait(store_->notes()).error().code(), ErrorCode::Unavailable);
}

TEST_F(SqliteStoreTest, DeletesReleasedNotesWithALaterCommit) {
  open();
  const Transaction noted{.expects = {}, .writes = {}, .note = bytes("note")};
  const std::vector<Revision> released{commit(noted).value()};
  store_->release_notes(released);
  ASSERT_TRUE(commit(writing("a", "1")));
  auto reader = sqlite::Connection::open(file_, sqlite::Connection::Mode::ReadOnly);
  EXPECT_TRUE(sqlite::read_note_rows(reader.value()).value().empty());
}

}  // namespace
}  // namespace strongroom::store
