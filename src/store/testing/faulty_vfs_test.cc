#include "store/testing/faulty_vfs.h"

#include "store/sqlite/connection.h"
#include "store/testing/transactions.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace strongroom::store::testing {
namespace {

class FaultyDiskTest : public ::testing::Test {
 protected:
  void SetUp() override { open(); }

  void open() { file_ = disk_.open("a", true); }
  int write(std::string_view text, std::uint64_t offset = 0) {
    return disk_.write(*file_, offset, bytes_of(text));
  }
  std::string content() {
    std::string text(disk_.size_of(*file_), ' ');
    disk_.read(*file_, 0, std::as_writable_bytes(std::span(text)));
    return text;
  }
  void end(Ending ending) {
    file_.reset();
    disk_.restart(ending);
    open();
  }
  /// Writes a's over durable b's until the power is cut; what is left of it.
  std::string torn() {
    write(std::string(4 * FaultyDisk::kSector, 'b'));
    disk_.sync(*file_);
    write(std::string(4 * FaultyDisk::kSector, 'a'));
    end(Ending::PowerCut);
    return content();
  }

  FaultyDisk disk_{1};
  std::optional<FaultyDisk::Descriptor> file_;
};

TEST_F(FaultyDiskTest, KeepsWhatWasFlushed) {
  write("durable");
  EXPECT_EQ(disk_.sync(*file_), SQLITE_OK);
  end(Ending::PowerCut);
  EXPECT_EQ(content(), "durable");
}

TEST_F(FaultyDiskTest, KeepsLosesAndTearsAtSectorsWhatWasNot) {
  int kept = 0;
  int lost = 0;
  int halves = 0;
  for (int i = 0; i < 100; ++i) {
    const std::string left = torn();
    for (std::size_t sector = 0; sector < 4; ++sector) {
      const std::string part = left.substr(sector * FaultyDisk::kSector, FaultyDisk::kSector);
      EXPECT_EQ(part, std::string(FaultyDisk::kSector, part.front()));
    }
    const bool any_a = left.find('a') != std::string::npos;
    const bool any_b = left.find('b') != std::string::npos;
    ++(any_a && any_b ? halves : any_a ? kept : lost);
  }
  EXPECT_GT(kept, 10);
  EXPECT_GT(lost, 10);
  EXPECT_GT(halves, 10);
}

TEST_F(FaultyDiskTest, KeepsAllWhenOnlyTheProcessIsKilled) {
  write("written");
  end(Ending::ProcessKilled);
  EXPECT_EQ(content(), "written");
}

TEST_F(FaultyDiskTest, KeepsTheOrderOfADiskThatKeepsIt) {
  disk_.set_faults({.dropped_sync = 1});
  for (int i = 0; i < 20; ++i) {
    const std::size_t before = content().size();
    for (const unsigned next : {0U, 1U, 2U, 3U}) {
      write("x", before + next);
      EXPECT_EQ(disk_.sync(*file_), SQLITE_OK);
    }
    end(Ending::PowerCutInOrder);
    EXPECT_EQ(content(), std::string(content().size(), 'x'));
  }
}

TEST_F(FaultyDiskTest, StopsAtAnOperation) {
  disk_.stop_after(2);
  EXPECT_EQ(write("1"), SQLITE_OK);
  EXPECT_NE(write("2"), SQLITE_OK);
  EXPECT_TRUE(disk_.stopped());
  EXPECT_NE(disk_.sync(*file_), SQLITE_OK);
  EXPECT_EQ(disk_.truncate(*file_, 0), SQLITE_IOERR_TRUNCATE);
  EXPECT_EQ(disk_.remove("a", true), SQLITE_IOERR_DELETE);
  EXPECT_FALSE(disk_.open("b", true));
  end(Ending::ProcessKilled);
  EXPECT_EQ(content(), "2");
  EXPECT_EQ(write("3"), SQLITE_OK);
}

TEST_F(FaultyDiskTest, BringsADeletedFileBackUnlessTheDeletionIsDurable) {
  write("here");
  disk_.sync(*file_);
  EXPECT_EQ(disk_.remove("a", true), SQLITE_OK);
  end(Ending::PowerCut);
  EXPECT_EQ(content(), "");
  write("here");
  disk_.sync(*file_);
  bool back = false;
  for (int i = 0; i < 50 && !back; ++i) {
    EXPECT_EQ(disk_.remove("a", false), SQLITE_OK);
    EXPECT_FALSE(disk_.exists("a"));
    file_.reset();
    disk_.restart(Ending::PowerCut);
    back = disk_.exists("a");
    open();
    if (!back) {
      write("here");
      disk_.sync(*file_);
    }
  }
  EXPECT_TRUE(back);
  EXPECT_EQ(content(), "here");
}

TEST_F(FaultyDiskTest, FailsAsToldAndThenNoMore) {
  disk_.set_faults({.open = 1, .write = 1, .truncate = 1, .sync = 1});
  EXPECT_FALSE(disk_.open("b", true));
  EXPECT_NE(write("x"), SQLITE_OK);
  EXPECT_EQ(content(), "");
  EXPECT_EQ(disk_.truncate(*file_, 0), SQLITE_IOERR_TRUNCATE);
  EXPECT_EQ(disk_.sync(*file_), SQLITE_IOERR_FSYNC);
  disk_.set_faults({.short_write = 1});
  EXPECT_NE(write(std::string(1000, 'x')), SQLITE_OK);
  EXPECT_LE(content().size(), 1000U);
  disk_.set_faults({});
  EXPECT_EQ(write("y"), SQLITE_OK);
  EXPECT_EQ(disk_.sync(*file_), SQLITE_OK);
}

TEST_F(FaultyDiskTest, TellsAFailedFlushToEachWhoHasTheFileOpen) {
  auto other = disk_.open("a", true);
  disk_.set_faults({.sync = 1});
  EXPECT_EQ(disk_.sync(*file_), SQLITE_IOERR_FSYNC);
  disk_.set_faults({});
  EXPECT_EQ(disk_.sync(*file_), SQLITE_OK);
  EXPECT_EQ(disk_.sync(*other), SQLITE_IOERR_FSYNC);
  EXPECT_EQ(disk_.sync(*other), SQLITE_OK);
  auto later = disk_.open("a", true);
  EXPECT_EQ(disk_.sync(*later), SQLITE_OK);
}

TEST_F(FaultyDiskTest, MayForgetAWriteWhoseFlushFailed) {
  bool forgotten = false;
  for (int i = 0; i < 50 && !forgotten; ++i) {
    disk_.set_faults({});
    write("old");
    disk_.sync(*file_);
    write("new");
    disk_.set_faults({.sync = 1});
    EXPECT_EQ(disk_.sync(*file_), SQLITE_IOERR_FSYNC);
    disk_.set_faults({});
    EXPECT_EQ(disk_.sync(*file_), SQLITE_OK);
    EXPECT_EQ(content(), "new");
    end(Ending::PowerCut);
    forgotten = content() == "old";
  }
  EXPECT_TRUE(forgotten);
}

class FaultyVfsTest : public ::testing::Test {
 protected:
  sqlite::Connection connect() {
    return sqlite::Connection::open("/db", sqlite::Connection::Mode::ReadWrite, vfs_.name())
        .value();
  }
  static std::string answer(sqlite::Connection& connection, const char* sql) {
    auto statement = connection.prepare(sql).value();
    EXPECT_TRUE(statement.step().value());
    return statement.text(0);
  }

  FaultyDisk disk_{1};
  FaultyVfs vfs_{disk_, "faulty_vfs_test"};
};

TEST_F(FaultyVfsTest, HoldsADatabaseWithAWriteAheadLogForSeveralConnections) {
  auto writer = connect();
  EXPECT_EQ(answer(writer, "PRAGMA journal_mode = WAL"), "wal");
  ASSERT_TRUE(writer.execute("CREATE TABLE t (x); INSERT INTO t VALUES ('before')"));
  auto reader = connect();
  auto snapshot = reader.prepare("SELECT x FROM t").value();
  ASSERT_TRUE(snapshot.step().value());
  ASSERT_TRUE(writer.execute("UPDATE t SET x = 'after'"));
  EXPECT_EQ(snapshot.text(0), "before");
  snapshot.reset();
  ASSERT_TRUE(snapshot.step().value());
  EXPECT_EQ(snapshot.text(0), "after");
}

TEST_F(FaultyVfsTest, LetsOnlyOneWriteAtATime) {
  auto first = connect();
  auto second = connect();
  sqlite3_busy_timeout(second.handle(), 0);
  for (const char* const mode : {"DELETE", "WAL"}) {
    ASSERT_TRUE(first.execute((std::string("PRAGMA journal_mode = ") + mode).c_str()));
    ASSERT_TRUE(first.execute("BEGIN IMMEDIATE"));
    EXPECT_EQ(second.execute("BEGIN IMMEDIATE").error().code & 0xff, SQLITE_BUSY) << mode;
    ASSERT_TRUE(first.execute("COMMIT"));
    ASSERT_TRUE(second.execute("BEGIN IMMEDIATE; COMMIT")) << mode;
  }
}

TEST_F(FaultyVfsTest, RollsBackInBothJournalModesAfterAPowerCut) {
  for (const char* const mode : {"DELETE", "WAL"}) {
    auto connection = std::make_unique<sqlite::Connection>(connect());
    ASSERT_TRUE(connection->execute((std::string("PRAGMA journal_mode = ") + mode +
                                     "; PRAGMA synchronous = FULL; DROP TABLE IF EXISTS t;"
                                     "CREATE TABLE t (x); INSERT INTO t VALUES ('kept')")
                                        .c_str()));
    disk_.stop_after(3);
    EXPECT_FALSE(connection->execute("UPDATE t SET x = 'lost'"));
    connection.reset();
    disk_.restart(Ending::PowerCut);
    auto again = connect();
    EXPECT_EQ(answer(again, "PRAGMA integrity_check"), "ok") << mode;
    EXPECT_NE(answer(again, "SELECT x FROM t"), "") << mode;
  }
}

}  // namespace
}  // namespace strongroom::store::testing
