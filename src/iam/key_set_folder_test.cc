#include "iam/key_set_folder.h"

#include "iam/testing/web_identity.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>

namespace strongroom::iam {
namespace {

namespace fs = std::filesystem;
using testing::key_set_of;
using testing::kKey;

constexpr std::string_view kProvider = "login.example.com/tenant/a";

class KeySetFolderTest : public ::testing::Test {
 protected:
  KeySetFolderTest() {
    std::string name = (fs::temp_directory_path() / "key-sets-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~KeySetFolderTest() override { fs::remove_all(path_); }

  fs::path file() const { return path_ / "login.example.com_tenant_a.json"; }
  void write(std::string_view text) const { std::ofstream(file()) << text; }
  /// As if it had been written at another time.
  void age_file() const {
    fs::last_write_time(file(), fs::last_write_time(file()) - std::chrono::hours(1));
  }

  fs::path path_;
};

TEST_F(KeySetFolderTest, FindsTheFileThatIsNamedByTheProvider) {
  write(key_set_of(kKey));
  KeySetFolder folder(path_);
  const KeySetPtr keys = folder.find(kProvider);
  ASSERT_NE(keys, nullptr);
  EXPECT_EQ(keys->size(), 1U);
  EXPECT_EQ(folder.find(kProvider), keys) << "is not read again while it stays the same";
  EXPECT_EQ(folder.find("login.example.com"), nullptr);
}

TEST_F(KeySetFolderTest, ReadsAFileAgainWhenItChanges) {
  write(key_set_of(kKey));
  KeySetFolder folder(path_);
  const KeySetPtr first = folder.find(kProvider);
  age_file();
  const KeySetPtr second = folder.find(kProvider);
  EXPECT_NE(second, first);
  write(key_set_of(""));
  EXPECT_EQ(folder.find(kProvider)->size(), 0U);
  fs::remove(file());
  EXPECT_EQ(folder.find(kProvider), nullptr);
  write(key_set_of(kKey));
  EXPECT_NE(folder.find(kProvider), nullptr);
}

TEST_F(KeySetFolderTest, HasNoKeysWhereThereIsNoKeySet) {
  KeySetFolder folder(path_);
  write("no key set");
  EXPECT_EQ(folder.find(kProvider), nullptr);
  write(key_set_of(kKey) + std::string(KeySet::kLongestDocument, ' '));
  EXPECT_EQ(folder.find(kProvider), nullptr);
  fs::remove(file());
  fs::create_directory(file());
  EXPECT_EQ(folder.find(kProvider), nullptr);
  EXPECT_EQ(KeySetFolder("").find(kProvider), nullptr);
  EXPECT_EQ(KeySetFolder("/no/such/folder").find(kProvider), nullptr);
}

}  // namespace
}  // namespace strongroom::iam
