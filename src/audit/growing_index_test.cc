#include "audit/growing_index.h"

#include "audit/record_attributes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace strongroom::audit {
namespace {

struct Lines {
  std::vector<std::string> all;
  void add_to(GrowingIndex& index, std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < to; ++i) {
      index.add(all[i], index.end(), index.end() + all[i].size() + 1);
    }
  }
};

/// Records that have much in common, and lines that are none.
std::string some_line() {
  const auto pick = [](const std::vector<std::string>& from) { return *rc::gen::elementOf(from); };
  if (*rc::gen::inRange(0, 20) == 0) return pick({"", "no record", "{\"eventName\":"});
  const std::string name = pick({"db", "app/1", "a much longer name of a secret"});
  return fmt::format(
      R"({{"userIdentity":{{"type":"IAMUser","userName":"{}"}},"eventTime":"2026-11-22T05:20:{}Z",)"
      R"("eventName":"{}","awsRegion":"{}","eventID":"{}","resources":[)"
      R"({{"ARN":"arn:aws:secretsmanager:r:1:secret:{}-AbCdEf","type":"T"}},)"
      R"({{"ARN":"arn:{}","type":"T"}}],"recipientAccountId":"{}"}})",
      pick({"ann", "bob"}), pick({"00", "01", "59"}), pick({"Get", "Put"}), pick({"r", "q"}),
      *rc::gen::inRange(0, 1000), name, name, pick({"1", "2"}));
}

std::vector<std::uint32_t> scan(const Lines& lines, const LookupKey& key) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < lines.all.size(); ++i) {
    const auto record = RecordAttributes::parse(lines.all[i]);
    if (record && record->account() == key.account && record->region() == key.region &&
        (key.attribute.empty() || record->has(key.attribute, key.value))) {
      found.push_back(i);
    }
  }
  return found;
}

RC_GTEST_PROP(GrowingIndexProperty, FindsWhatAScanFindsAlsoWhenItWasStoredMeanwhile, ()) {
  const Lines lines{*rc::gen::container<std::vector<std::string>>(rc::gen::exec(some_line))};
  GrowingIndex whole;
  lines.add_to(whole, 0, lines.all.size());
  GrowingIndex first;
  const auto half = *rc::gen::inRange<std::size_t>(0, lines.all.size() + 1);
  lines.add_to(first, 0, half);
  const std::string text = first.text();
  GrowingIndex again(StoredIndex::parse(text)->content());
  lines.add_to(again, half, lines.all.size());
  RC_ASSERT(again.text() == whole.text());

  const std::string stored = whole.text();
  const auto mapped = StoredIndex::parse(stored);
  std::size_t excess = 0;
  const auto compare = [&](const LookupKey& key) {
    const std::vector<std::uint32_t> expected = scan(lines, key);
    for (const SegmentIndex* const index :
         {static_cast<const SegmentIndex*>(&again), static_cast<const SegmentIndex*>(&*mapped)}) {
      const std::vector<std::uint32_t> found = index->find(key);
      RC_ASSERT(std::ranges::includes(found, expected));
      excess += found.size() - expected.size();
    }
  };
  for (const char* account : {"1", "2", "3"}) {
    for (const char* region : {"r", "q"}) {
      compare({.account = account, .region = region});
      for (const auto& [attribute, value] : {std::pair{"Username", "ann"},
                                             {"EventName", "Get"},
                                             {"ResourceName", "app/1"},
                                             {"ResourceName", "arn:db"},
                                             {"ResourceType", "T"},
                                             {"EventId", "7"}}) {
        compare({.account = account, .region = region, .attribute = attribute, .value = value});
      }
    }
  }
  RC_ASSERT(excess <= 2U);  // two keys may have one hash, but seldom
}

TEST(GrowingIndexTest, KnowsWhenItsRecordsWere) {
  GrowingIndex index;
  index.add(R"({"eventTime":"1970-01-01T00:00:02Z"})", 0, 37);
  index.add(R"({"eventTime":"1970-01-01T00:00:01Z"})", 37, 74);
  EXPECT_EQ(milliseconds_of(index.earliest()), 1000);
  EXPECT_EQ(milliseconds_of(index.latest()), 2000);
  EXPECT_EQ(milliseconds_of(index.time(1)), 1000);
  EXPECT_EQ(index.offset(1), 37U);
  EXPECT_EQ(index.end(), 74U);
}

// Who could, would make a lookup by the other's name read all of his own records.
TEST(GrowingIndexTest, FilesHashTheSameNameDifferently) {
  const LookupKey key{.account = "1", .region = "r"};
  EXPECT_NE(hash_of(key, line_mark("one")), hash_of(key, line_mark("two")));
}

}  // namespace
}  // namespace strongroom::audit
