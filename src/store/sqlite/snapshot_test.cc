#include "store/sqlite/snapshot.h"

#include "base/sync_wait.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/temporary_folder.h"
#include "store/testing/transactions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>

namespace strongroom::store::sqlite {
namespace {

using store::testing::bytes;
using store::testing::put;
using ::testing::HasSubstr;

class SnapshotTest : public ::testing::Test {
 protected:
  void open_store() { store_ = SqliteStore::open({.file = file_, .log_bound = 1 << 20}).value(); }
  /// Both records of the pair become `value`.
  Result<Revision> commit_pair(const std::string& value) {
    return sync_wait(store_->commit(
        {.expects = {}, .writes = {put("a", value), put("b", value)}, .note = std::nullopt}));
  }
  /// A new, empty file.
  std::filesystem::path target() {
    const auto path = folder_.path() / ("copy-" + std::to_string(++targets_));
    std::ofstream(path).flush();
    return path;
  }
  static std::string record(Store& store, const char* key) {
    return std::string(text_of(sync_wait(store.get(bytes(key))).value().value().value));
  }
  void overwrite(const std::filesystem::path& file, std::streamoff at, const std::string& content) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(at);
    stream << content;
  }

  const store::testing::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_.path() / "store.db";
  std::unique_ptr<SqliteStore> store_;
  int targets_ = 0;
};

TEST_F(SnapshotTest, CopiesWhatIsStillInTheWriteAheadLog) {
  open_store();
  ASSERT_TRUE(commit_pair("1"));
  const auto copy = target();
  ASSERT_TRUE(copy_store(file_, copy));
  ASSERT_TRUE(check_store(copy));
  ASSERT_TRUE(commit_pair("2"));
  const auto opened = SqliteStore::open({.file = copy}).value();
  EXPECT_EQ(record(*opened, "a"), "1");
  EXPECT_EQ(sync_wait(opened->commit({.expects = {}, .writes = {put("c", "")}, .note = {}})),
            Revision{2});
}

TEST_F(SnapshotTest, CopiesAClosedStoreAndLeavesOneFile) {
  open_store();
  ASSERT_TRUE(commit_pair("1"));
  store_.reset();
  const auto copy = target();
  ASSERT_TRUE(copy_store(file_, copy));
  ASSERT_TRUE(check_store(copy));
  for (const char* beside : {"-wal", "-shm", "-journal"}) {
    EXPECT_FALSE(std::filesystem::exists(copy.string() + beside)) << beside;
  }
}

TEST_F(SnapshotTest, CopiesTheStateOfOneMomentWhileOthersCommit) {
  open_store();
  ASSERT_TRUE(commit_pair("1"));
  std::atomic<bool> done = false;
  std::thread writer([&] {
    // Large values, so that the log starts over again and again.
    for (int i = 2; !done; ++i)
      ASSERT_TRUE(commit_pair(std::to_string(i) + std::string(9'000, '.')));
  });
  Revision last = 0;
  for (int round = 0; round < 20; ++round) {
    const auto acknowledged = sync_wait(store_->read_barrier()).value();
    const auto copy = target();
    ASSERT_TRUE(copy_store(file_, copy));
    ASSERT_TRUE(check_store(copy));
    const auto opened = SqliteStore::open({.file = copy}).value();
    const auto entry = sync_wait(opened->get(bytes("a"))).value().value();
    EXPECT_EQ(record(*opened, "a"), record(*opened, "b"));
    // Commit n writes n: the copy is what the first n commits made.
    EXPECT_EQ(std::stoull(record(*opened, "a")), entry.revision);
    EXPECT_EQ(sync_wait(opened->read_barrier()).value(), entry.revision);
    EXPECT_GE(entry.revision, acknowledged);
    EXPECT_GE(entry.revision, last);
    last = entry.revision;
  }
  done = true;
  writer.join();
  EXPECT_GT(last, Revision{1});
}

TEST_F(SnapshotTest, RefusesWhatIsNoStore) {
  const auto nothing = target();
  EXPECT_THAT(copy_store(nothing, target()).error().message(), HasSubstr("is empty"));
  EXPECT_THAT(check_store(nothing).error().message(), HasSubstr("is empty"));
  overwrite(nothing, 0, std::string(5'000, 'x'));
  EXPECT_THAT(copy_store(nothing, target()).error().message(),
              HasSubstr("is not a SQLite database"));
  EXPECT_THAT(copy_store(folder_.path() / "none", target()).error().message(),
              HasSubstr("can't be opened"));
}

TEST_F(SnapshotTest, RefusesANewerStore) {
  open_store();
  store_.reset();
  ASSERT_TRUE(Connection::open(file_, Connection::Mode::ReadWrite)
                  .value()
                  .execute("PRAGMA user_version = 3"));
  EXPECT_THAT(copy_store(file_, target()).error().message(), HasSubstr("newer version"));
}

TEST_F(SnapshotTest, FindsDamagedPages) {
  open_store();
  ASSERT_TRUE(commit_pair(std::string(40'000, 'v')));
  store_.reset();
  const auto size = std::filesystem::file_size(file_);
  ASSERT_TRUE(check_store(file_));
  // A page of the tree, not of a value's overflow, whose bytes SQLite does not look at.
  overwrite(file_, 4096, std::string(4096, '\xff'));
  EXPECT_THAT(check_store(file_).error().message(), HasSubstr("is damaged"));
  std::filesystem::resize_file(file_, size - 4096);
  EXPECT_THAT(check_store(file_).error().message(), HasSubstr("is damaged"));
}

}  // namespace
}  // namespace strongroom::store::sqlite
