#include "audit/stored_index.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

namespace strongroom::audit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LookupKey key_of(const std::string& value) {
  return {.account = "1", .region = "r", .value = value};
}

/// Record i has the keys that `names[i]` lists.
IndexContent content_of(const std::vector<std::vector<std::string>>& names, std::uint64_t seed) {
  IndexContent content{.seed = seed, .earliest = 0, .records = {}, .postings = {}};
  for (std::uint32_t number = 0; number < names.size(); ++number) {
    content.records.push_back({.offset = 100ULL * number, .time = 1000LL * number});
    content.latest = 1000LL * number;
    for (const std::string& name : names[number]) {
      content.postings.push_back({.hash = hash_of(key_of(name), seed), .record = number});
    }
  }
  return content;
}

// What is stored must be found by every version that knows its magic.
TEST(StoredIndexTest, FormAndHashesNeverChange) {
  EXPECT_EQ(hash_behind(1, "abc"), 3226317506640397140U);
  EXPECT_EQ(hash_behind(1, "eventName"), 1286454282529899120U);
  // The example of docs/formats/audit.md.
  const std::string text = stored_form(content_of({{"a"}, {"a", "b"}}, 7));
  std::string hex;
  for (const char c : text) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
  EXPECT_EQ(hex,
            "5354524944583032"  // magic
            "0700000000000000"  // seed
            "0000000000000000"  // end
            "0000000000000000"  // mark of the last line
            "0000000000000000"  // earliest
            "e803000000000000"  // latest
            "0200000000000000"  // records
            "0200000000000000"  // keys
            "00000000000000000000000000000000"
            "6400000000000000e803000000000000"
            "e778bd1f02000000"
            "a6f49e9103000000"
            "0101"
            "02");
}

RC_GTEST_PROP(StoredIndexProperty, FindsWhatWasPutIn,
              (std::uint64_t seed, const std::vector<std::vector<bool>>& has)) {
  std::vector<std::vector<std::string>> names(has.size());
  std::map<std::string, std::vector<std::uint32_t>> expected;
  for (std::uint32_t number = 0; number < has.size(); ++number) {
    for (std::size_t i = 0; i < has[number].size(); ++i) {
      const std::string name = std::to_string(has[number][i] ? i : i * 1000 + number);
      names[number].push_back(name);
      std::vector<std::uint32_t>& records = expected[name];
      if (records.empty() || records.back() != number) records.push_back(number);
    }
  }
  const IndexContent content = content_of(names, seed);
  const std::string text = stored_form(content);
  const auto index = StoredIndex::parse(text);
  RC_ASSERT(index.has_value());
  RC_ASSERT(index->records() == has.size());
  for (const auto& [name, records] : expected) {
    RC_ASSERT(std::ranges::includes(index->find(key_of(name)), records));
  }
  for (std::size_t i = 0; i < has.size(); ++i) {
    RC_ASSERT(index->offset(i) == content.records[i].offset);
    RC_ASSERT(milliseconds_of(index->time(i)) == content.records[i].time);
  }
  RC_ASSERT(stored_form(index->content()) == text);
}

TEST(StoredIndexTest, FindsNothingElse) {
  const std::string text = stored_form(content_of({{"a"}, {}, {"b"}, {"a", "a"}}, 1));
  const auto index = StoredIndex::parse(text);
  ASSERT_TRUE(index);
  EXPECT_THAT(index->find(key_of("a")), ElementsAre(0, 3));
  EXPECT_THAT(index->find(key_of("b")), ElementsAre(2));
  EXPECT_THAT(index->find(key_of("c")), IsEmpty());
  EXPECT_THAT(index->find({.account = "1", .region = "q", .value = "a"}), IsEmpty());
}

TEST(StoredIndexTest, ACutIndexIsNone) {
  const std::string text = stored_form(content_of({{"a"}, {"a", "b"}}, 7));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(StoredIndex::parse(std::string_view(text).substr(0, size))) << size;
  }
  EXPECT_FALSE(StoredIndex::parse(text + "x"));
}

TEST(StoredIndexTest, WhateverABadByteDoesStaysWithinTheRecords) {
  const std::string text = stored_form(content_of({{"a"}, {"a", "b"}, {"b"}}, 7));
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char flipped : {'\x01', '\x80', '\xff'}) {
      std::string damaged = text;
      damaged[at] = static_cast<char>(damaged[at] ^ flipped);
      const auto index = StoredIndex::parse(damaged);
      if (!index) continue;
      for (const char* name : {"a", "b", "c"}) {
        const std::vector<std::uint32_t> found = index->find(key_of(name));
        EXPECT_TRUE(std::ranges::is_sorted(found));
        EXPECT_TRUE(found.empty() || found.back() < index->records());
      }
      EXPECT_LE(index->content().postings.size(), text.size());
    }
  }
}

}  // namespace
}  // namespace strongroom::audit
