#include "app/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

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

TEST(DataFolderTest, NamesAFolderThatCantBeMade) {
  EXPECT_THAT(DataFolder::open("/proc/x").error().message(),
              testing::HasSubstr("data folder /proc/x: can't be made"));
}

}  // namespace
}  // namespace strongroom::app
