#include "app/backup_file.h"

#include "app/data_folder.h"
#include "base/sync_wait.h"
#include "crypto/hash.h"
#include "keyring/byte_format.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace strongroom::app {
namespace {

using testing::HasSubstr;

constexpr std::size_t kTrailer = 60;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const std::filesystem::path& file, const std::string& content) {
  std::ofstream(file, std::ios::binary) << content;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename());
  }
  return names;
}

std::filesystem::perms mode_of(const std::string& file) {
  return std::filesystem::status(file).permissions();
}

constexpr auto kOwnerOnly =
    std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;

/// A data folder `data` with one record, and places for a backup and a restored folder.
class BackupFileTest : public testing::Test {
 protected:
  BackupFileTest() {
    std::filesystem::create_directory(data_);
    store_ = store::SqliteStore::open({.file = DataFolder::database_in(data_)}).value();
    put("value");
  }
  void put(const char* value) {
    const auto written = sync_wait(store_->commit(
        {.expects = {},
         .writes = {{.key = copy_of(bytes_of("key")), .value = copy_of(bytes_of(value))}},
         .note = {}}));
    ASSERT_TRUE(written);
  }
  static std::string value_in(const std::string& folder) {
    const auto store = store::SqliteStore::open({.file = DataFolder::database_in(folder)}).value();
    const auto entry = sync_wait(store->get(copy_of(bytes_of("key")))).value();
    return std::string(text_of(entry.value().value));
  }
  /// What restoring `content` says; nothing may have been written then.
  std::string refusal_of(const std::string& content) {
    write(backup_, content);
    const auto outcome = restore_backup(backup_, restored_);
    EXPECT_FALSE(std::filesystem::exists(restored_));
    if (outcome) return "restored";
    EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidSetting);
    EXPECT_EQ(verify_backup(backup_).error(), outcome.error());
    return outcome.error().message();
  }

  const DataFolder folder_ = DataFolder::temporary().value();  // for what the test makes
  const std::string data_ = folder_.path() + "/data";
  const std::string backup_ = folder_.path() + "/backup";
  const std::string restored_ = folder_.path() + "/restored";
  std::unique_ptr<store::SqliteStore> store_;
};

TEST_F(BackupFileTest, BringsBackTheStateOfItsMoment) {
  const auto size = create_backup(data_, backup_);
  ASSERT_TRUE(size);
  put("later");
  EXPECT_EQ(verify_backup(backup_), *size);
  EXPECT_EQ(restore_backup(backup_, restored_), *size);
  EXPECT_EQ(value_in(restored_), "value");
  EXPECT_EQ(value_in(data_), "later");
}

TEST_F(BackupFileTest, IsForItsOwnerOnlyAsWhatIsRestored) {
  ASSERT_TRUE(create_backup(data_, backup_));
  ASSERT_TRUE(restore_backup(backup_, restored_));
  EXPECT_EQ(mode_of(backup_), kOwnerOnly);
  EXPECT_EQ(mode_of(DataFolder::database_in(restored_)), kOwnerOnly);
}

TEST_F(BackupFileTest, LeavesNothingElseBehind) {
  ASSERT_TRUE(create_backup(data_, backup_));
  EXPECT_THAT(names_in(folder_.path()), testing::UnorderedElementsAre("data", "backup", "lock"));
  ASSERT_TRUE(restore_backup(backup_, restored_));
  EXPECT_THAT(names_in(restored_), testing::UnorderedElementsAre("strongroom.db", "lock"));
}

TEST_F(BackupFileTest, HasTheLayoutOfTheFormatPage) {
  const auto size = create_backup(data_, backup_);
  const std::string content = content_of(backup_);
  ASSERT_EQ(content.size(), *size + kTrailer);
  EXPECT_EQ(content.substr(0, 16), std::string("SQLite format 3\0", 16));
  keyring::ByteReader trailer(bytes_of(content).last(kTrailer));
  EXPECT_EQ(text_of(trailer.take(16)), "StrongroomBackup");
  EXPECT_EQ(trailer.number<std::uint32_t>(), 1U);
  EXPECT_EQ(trailer.number<std::uint64_t>(), *size);
  const auto digest = crypto::sha256(bytes_of(content).first(content.size() - 32));
  EXPECT_TRUE(std::ranges::equal(trailer.rest(), digest));
}

TEST_F(BackupFileTest, RefusesEveryChangedByteOfTheTrailer) {
  ASSERT_TRUE(create_backup(data_, backup_));
  const std::string whole = content_of(backup_);
  for (std::size_t i = whole.size() - kTrailer; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_THAT(refusal_of(changed), testing::StartsWith("backup " + backup_ + ": ")) << i;
  }
}

TEST_F(BackupFileTest, RefusesChangedContentInEveryRegion) {
  ASSERT_TRUE(create_backup(data_, backup_));
  const std::string whole = content_of(backup_);
  for (std::size_t i = 0; i < whole.size() - kTrailer; i += 509) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    EXPECT_THAT(refusal_of(changed), HasSubstr("is damaged")) << i;
  }
}

TEST_F(BackupFileTest, RefusesWhatWasCutOffOrIsAnotherFile) {
  ASSERT_TRUE(create_backup(data_, backup_));
  const std::string whole = content_of(backup_);
  const std::string no_backup[] = {"",
                                   "x",
                                   std::string(5'000, 'x'),
                                   whole.substr(0, whole.size() / 2),
                                   whole.substr(0, whole.size() - 1),
                                   whole.substr(0, whole.size() - kTrailer),
                                   whole.substr(1),
                                   whole.substr(4096),
                                   whole + "x",
                                   "x" + whole};
  for (const std::string& content : no_backup) {
    EXPECT_THAT(refusal_of(content), HasSubstr("is not a whole backup")) << content.size();
  }
}

TEST_F(BackupFileTest, RefusesAFormatThatItDoesNotKnow) {
  ASSERT_TRUE(create_backup(data_, backup_));
  std::string content = content_of(backup_);
  content[content.size() - 60 + 19] = 2;
  EXPECT_THAT(refusal_of(content), HasSubstr("has format 2, this program reads format 1"));
}

TEST_F(BackupFileTest, RefusesAStoreOfAnotherProgramInAWholeBackup) {
  const std::string songs = folder_.path() + "/songs";
  write(songs, "");
  ASSERT_TRUE(store::sqlite::Connection::open(songs, store::sqlite::Connection::Mode::ReadWrite)
                  .value()
                  .execute("CREATE TABLE songs (name TEXT)"));
  std::string content = content_of(songs);
  Bytes head = copy_of(bytes_of("StrongroomBackup"));
  keyring::append_number(head, std::uint32_t{1});
  keyring::append_number(head, std::uint64_t{content.size()});
  content += text_of(head);
  content += text_of(crypto::sha256(bytes_of(std::string(content))));
  write(backup_, content);
  EXPECT_TRUE(verify_backup(backup_));
  EXPECT_THAT(restore_backup(backup_, restored_).error().message(), HasSubstr("another program"));
  EXPECT_THAT(names_in(restored_), testing::ElementsAre("lock"));
}

TEST_F(BackupFileTest, NeverReplacesAFile) {
  write(backup_, "mine");
  EXPECT_THAT(create_backup(data_, backup_).error().message(), HasSubstr("exists already"));
  EXPECT_EQ(content_of(backup_), "mine");
}

TEST_F(BackupFileTest, NeverReplacesAStore) {
  ASSERT_TRUE(create_backup(data_, backup_));
  put("later");
  EXPECT_THAT(restore_backup(backup_, data_).error().message(), HasSubstr("holds a store already"));
  EXPECT_EQ(value_in(data_), "later");
}

TEST_F(BackupFileTest, KeepsAwayFromALogThatLostItsDatabase) {
  ASSERT_TRUE(create_backup(data_, backup_));
  std::filesystem::create_directory(restored_);
  write(restored_ + "/strongroom.db-wal", "");
  EXPECT_THAT(restore_backup(backup_, restored_).error().message(),
              HasSubstr("holds a store already"));
}

TEST_F(BackupFileTest, KeepsAwayFromARunningServer) {
  ASSERT_TRUE(create_backup(data_, backup_));
  const auto running = DataFolder::open(restored_);
  EXPECT_THAT(restore_backup(backup_, restored_).error().message(),
              HasSubstr("another Strongroom server uses it"));
  EXPECT_FALSE(running->holds_store());
}

TEST_F(BackupFileTest, IsNotMadeOfADamagedStore) {
  store_->close();
  const std::string database = DataFolder::database_in(data_);
  std::string content = content_of(database);
  content.replace(4096, 4096, 4096, '\xff');
  write(database, content);
  EXPECT_THAT(create_backup(data_, backup_).error().message(), HasSubstr("is damaged"));
  EXPECT_THAT(names_in(folder_.path()), testing::UnorderedElementsAre("data", "lock"));
}

TEST_F(BackupFileTest, NamesAPlaceThatIsNotThere) {
  EXPECT_THAT(create_backup(folder_.path(), backup_).error().message(),
              HasSubstr("holds no store"));
  EXPECT_THAT(create_backup(data_, folder_.path() + "/none/backup").error().message(),
              HasSubstr("can't be written (No such file or directory)"));
  EXPECT_THAT(restore_backup(backup_, restored_).error().message(), HasSubstr("can't be opened"));
  EXPECT_FALSE(std::filesystem::exists(restored_));
}

}  // namespace
}  // namespace strongroom::app
