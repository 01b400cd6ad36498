#include "app/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace strongroom::app {
namespace {

TEST(DataFolderTest, IsForOneServerAtATime) {
  const std::string path = testing::TempDir() + "/data-folder-test";
  {
    const auto first = DataFolder::open(path);
    ASSERT_TRUE(first);
    const auto second = DataFolder::open(path);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message(), testing::HasSubstr("another Strongroom server uses it"));
  }
  EXPECT_TRUE(DataFolder::open(path));
  std::filesystem::remove_all(path);
}

TEST(DataFolderTest, IsClosedToOthers) {
  const std::string path = testing::TempDir() + "/data-folder-mode";
  const auto folder = DataFolder::open(path);
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_all);
  std::filesystem::remove_all(path);
}

TEST(DataFolderTest, RemovesATemporaryOne) {
  std::string path;
  {
    const auto folder = DataFolder::temporary();
    ASSERT_TRUE(folder);
    path = folder->path();
    EXPECT_TRUE(std::filesystem::exists(path));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(DataFolderTest, TellsThatAStoreIsLost) {
  const auto folder = DataFolder::temporary().value();
  EXPECT_TRUE(folder.check_store_is_not_lost());
  EXPECT_FALSE(folder.holds_store());
  std::filesystem::create_directory(folder.audit());
  std::ofstream(folder.audit() + "/events.jsonl").flush();
  EXPECT_TRUE(folder.check_store_is_not_lost());
  std::ofstream(folder.audit() + "/events.jsonl") << "{}\n";
  std::ofstream(folder.database()).flush();
  EXPECT_TRUE(folder.holds_store());
  EXPECT_THAT(folder.check_store_is_not_lost().error().message(),
              testing::HasSubstr("strongroom.db, is missing or empty. Restore a backup"));
  std::ofstream(folder.database()) << std::string(4095, 'x');
  EXPECT_FALSE(folder.check_store_is_not_lost());
  std::ofstream(folder.database()) << std::string(4096, 'x');
  EXPECT_TRUE(folder.check_store_is_not_lost());
}

TEST(DataFolderTest, NamesAFolderThatCantBeMade) {
  EXPECT_THAT(DataFolder::open("/proc/x").error().message(),
              testing::HasSubstr("data folder /proc/x: can't be made"));
}

}  // namespace
}  // namespace strongroom::app
