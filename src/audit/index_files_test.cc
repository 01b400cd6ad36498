#include "audit/index_files.h"

#include "audit/testing/audit_folder.h"
#include "audit/trail.h"

#include <gtest/gtest.h>

namespace strongroom::audit {
namespace {

class IndexFilesTest : public AuditFolderTest {
 protected:
  IndexFilesTest() { open(); }

  std::string active() const { return path(kActiveEvents); }
  std::uint64_t size() const { return std::filesystem::file_size(active()); }
  GrowingIndex saved() const { return saved_index(active()); }
  void save() const { save_active_index(options_.folder); }
  /// A record more than is left to be read.
  void fill() {
    for (const std::uint64_t until = size() + kSaveEvery; size() < until;) append("Large", kLong);
  }
  std::size_t found(const std::string& event_name) const {
    return Trail(options_.folder)
        .lookup({.account = "111122223333",
                 .region = "eu-west-1",
                 .from = {},
                 .to = {},
                 .attribute = "EventName",
                 .value = event_name})
        ->found.size();
  }

  const std::string kLong = std::string(200'000, 'x');
};

TEST_F(IndexFilesTest, SavesTheActiveIndexEachTimeThatMuchWasAdded) {
  append("One");
  save();
  EXPECT_FALSE(std::filesystem::exists(path("events.index")));
  for (int i = 0; i < 2; ++i) {
    fill();
    const std::uint64_t end = size();
    save();
    EXPECT_EQ(saved().end(), end);
    append("Another");
    save();
    EXPECT_EQ(saved().end(), end);
  }
  EXPECT_EQ(found("One"), 1U);
  EXPECT_EQ(found("Another"), 2U);
}

TEST_F(IndexFilesTest, ALookupGoesOnFromWhatWasSaved) {
  append("One");
  fill();
  save();
  append("Two");
  // What a lookup would not find by itself shows that it did not read the file again.
  IndexContent emptied = StoredIndex::open(path("events.index"))->content();
  emptied.postings.clear();
  ASSERT_TRUE(put_file(path("events.index"), stored_form(emptied)));
  EXPECT_EQ(found("One"), 0U);
  EXPECT_EQ(found("Two"), 1U);
}

TEST_F(IndexFilesTest, WhatIsNotOfThisFileIsNotBelieved) {
  fill();
  save();
  ASSERT_GT(saved().records(), 0U);
  change_files();
  EXPECT_EQ(saved().records(), 0U);
  append("New");
  EXPECT_EQ(found("New"), 1U);
  fill();
  save();
  EXPECT_EQ(saved().end(), size());
  std::vector<std::string> all = lines();
  all.back()[all.back().size() - 10] ^= 1;  // within its hash
  put_lines(all);
  EXPECT_EQ(saved().records(), 0U);
  all.pop_back();
  put_lines(all);
  EXPECT_EQ(saved().records(), 0U);
  EXPECT_EQ(found("New"), 1U);
}

TEST_F(IndexFilesTest, ADamagedOneIsPassedOver) {
  append("One");
  fill();
  save();
  for (const char* damaged : {"", "damaged"}) {
    std::ofstream(path("events.index"), std::ios::trunc) << damaged;
    EXPECT_EQ(saved().records(), 0U);
    EXPECT_EQ(found("One"), 1U);
  }
  save();
  EXPECT_EQ(saved().end(), size());
}

TEST_F(IndexFilesTest, AClosedFilesIndexIsTheSameWithAndWithoutWhatWasSaved) {
  append("One");
  fill();
  save();
  append("Two");
  change_files();
  const ClosedFile file = closed_files(options_.folder)->front();
  ASSERT_GT(saved_index(file.events).records(), 0U);
  ASSERT_TRUE(make_index(file));
  const std::string with = content(file.index);
  std::filesystem::remove(path("events.index"));
  ASSERT_TRUE(make_index(file));
  EXPECT_EQ(content(file.index), with);
  EXPECT_EQ(found("One"), 1U);
}

}  // namespace
}  // namespace strongroom::audit
