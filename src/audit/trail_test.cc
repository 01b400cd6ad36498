#include "audit/trail.h"

#include "audit/archive.h"
#include "audit/record_view.h"
#include "audit/testing/audit_folder.h"

#include <gmock/gmock.h>

namespace strongroom::audit {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TrailTest : public AuditFolderTest {
 protected:
  TrailTest() { open(); }

  LookupQuery query(std::string attribute = {}, std::string value = {}) const {
    LookupQuery asked;
    asked.account = "111122223333";
    asked.region = "eu-west-1";
    asked.attribute = std::move(attribute);
    asked.value = std::move(value);
    return asked;
  }
  /// The names of the events, in the order of the answer.
  std::vector<std::string> names(const LookupQuery& asked) {
    const auto page = trail_.lookup(asked);
    EXPECT_TRUE(page) << page.error().message();
    std::vector<std::string> all;
    for (const auto& found : page->found) {
      all.emplace_back(RecordView::parse(found.record)->text("eventName"));
      EXPECT_EQ(found.record.find("\"chain\""), std::string::npos);
    }
    return all;
  }

  Trail trail_{options_.folder};
};

TEST_F(TrailTest, FindsWhatWasWrittenAMomentAgoNewestFirst) {
  EXPECT_THAT(names(query()), ElementsAre());
  append("One");
  EXPECT_THAT(names(query()), ElementsAre("One"));
  append("Two");
  EXPECT_THAT(names(query()), ElementsAre("Two", "One"));
}

TEST_F(TrailTest, FindsByEachAttribute) {
  const std::string arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db/one-AbCdEf";
  append("One", arn);
  append("Two", arn + "x");
  const std::string id(RecordView::parse(lines()[0])->text("eventID"));
  const std::pair<std::string, std::string> rows[] = {
      {"EventId", id}, {"EventName", "One"}, {"ResourceName", arn}, {"ResourceName", "db/one"}};
  for (const auto& [attribute, value] : rows) {
    EXPECT_THAT(names(query(attribute, value)), ElementsAre("One")) << attribute << value;
  }
  const std::pair<std::string, std::string> both[] = {
      {"ReadOnly", "false"},
      {"Username", "ann"},
      {"ResourceType", "AWS::SecretsManager::Secret"},
      {"EventSource", "secretsmanager.amazonaws.com"},
      {"AccessKeyId", "AKIAIOSFODNN7EXAMPLE"}};
  for (const auto& [attribute, value] : both) {
    EXPECT_THAT(names(query(attribute, value)), ElementsAre("Two", "One")) << attribute;
    EXPECT_THAT(names(query(attribute, value + "x")), ElementsAre()) << attribute;
  }
}

TEST_F(TrailTest, KeepsAccountsAndRegionsApart) {
  append("One");
  LookupQuery other = query();
  other.account = "444455556666";
  EXPECT_THAT(names(other), ElementsAre());
  other = query();
  other.region = "us-east-1";
  EXPECT_THAT(names(other), ElementsAre());
}

TEST_F(TrailTest, PagesAcrossFilesOfEachKindWithoutRepeating) {
  append_many(4);
  change_files();
  look_after_closed_files(options_.folder, options_.retention, clock_.now());
  append("Event4");
  append("Event5");
  change_files();
  append("Event6");
  std::vector<std::string> all;
  LookupQuery asked = query();
  asked.limit = 2;
  for (bool more = true; more;) {
    const auto page = trail_.lookup(asked).value();
    for (const auto& found : page.found) {
      all.emplace_back(RecordView::parse(found.record)->text("eventName"));
    }
    more = page.more;
    if (!page.found.empty()) asked.before = page.found.back().place;
  }
  EXPECT_THAT(all,
              ElementsAre("Event6", "Event5", "Event4", "Event3", "Event2", "Event1", "Event0"));
}

TEST_F(TrailTest, KeepsToARangeOfTimes) {
  const Timestamp start = clock_.now();
  for (const char* name : {"One", "Two", "Three"}) {
    append(name);
    clock_.advance(std::chrono::hours(1));
  }
  LookupQuery asked = query();
  asked.from = start + std::chrono::minutes(30);
  EXPECT_THAT(names(asked), ElementsAre("Three", "Two"));
  asked.to = start + std::chrono::minutes(90);
  EXPECT_THAT(names(asked), ElementsAre("Two"));
}

TEST_F(TrailTest, MakesADamagedIndexAnew) {
  append_many(3);
  change_files();
  look_after_closed_files(options_.folder, options_.retention, clock_.now());
  const std::string index = path("events-00000000000000000001.index");
  ASSERT_TRUE(std::filesystem::exists(index));
  std::ofstream(index, std::ios::trunc) << "damaged";
  EXPECT_EQ(names(query("EventName", "Event1")), std::vector<std::string>{"Event1"});
  std::filesystem::remove(index);
  Trail another(options_.folder);
  EXPECT_EQ(another.lookup(query("EventName", "Event1"))->found.size(), 1U);
  EXPECT_TRUE(std::filesystem::exists(index));
}

TEST_F(TrailTest, ReadsOneRecordOfALargeCompressedFile) {
  const std::string filler(1500, 'x');
  for (int i = 0; i < 600; ++i) append("Event" + std::to_string(i), "arn:" + filler);
  change_files();
  look_after_closed_files(options_.folder, options_.retention, clock_.now());
  for (const char* name : {"Event0", "Event299", "Event599"}) {
    EXPECT_THAT(names(query("EventName", name)), ElementsAre(name));
  }
}

TEST_F(TrailTest, SaysWhenTheFilesThatWaitTakeTooMuchRoom) {
  append("One");
  const std::uint64_t size = std::filesystem::file_size(path("events.jsonl"));
  EXPECT_FALSE(closed_files_are_late(options_.folder, 0));
  change_files();
  EXPECT_FALSE(closed_files_are_late(options_.folder, kShareOfRoom * size));
  EXPECT_TRUE(closed_files_are_late(options_.folder, kShareOfRoom * size - 1));
  look_after_closed_files(options_.folder, options_.retention, clock_.now());
  EXPECT_FALSE(closed_files_are_late(options_.folder, 0));
}

TEST_F(TrailTest, OldFilesAreRemovedWhenTheirTimeIsOver) {
  append("Old");
  change_files();
  append("New");
  clock_.advance(options_.retention);
  look_after_closed_files(options_.folder, options_.retention, clock_.now());
  EXPECT_THAT(names(query()), ElementsAre("New"));
  EXPECT_FALSE(std::filesystem::exists(path("digests-00000000000000000001.jsonl")));
}

}  // namespace
}  // namespace strongroom::audit
