#include "audit/chain.h"

#include "base/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::audit {
namespace {

ChainHead append(std::string& out, std::string_view line, const ChainHead& head) {
  std::vector<HashedRecord> records;
  add_records(records, line);
  hash_records(records);
  return append_chained(out, records.at(0), head);
}

std::string first_line() {
  std::string line;
  append(line, "{\"a\":1}\n", {});
  line.pop_back();
  return line;
}

// The worked example of docs/formats/audit.md, made with sha256sum.
TEST(ChainTest, LinksARecordToAllBeforeIt) {
  std::string text;
  const ChainHead one = append(text, "{\"a\":1}\n", {});
  const ChainHead two = append(text, "{\"b\":2}", one);
  EXPECT_EQ(hex_of(one.hash), "46426333c3717c14f84a3ad37f229fef9334f7298e19ea3cd9acae85e06268e4");
  EXPECT_EQ(two.sequence, 2U);
  const crypto::Digest256 zero{};
  const auto h1 = crypto::sha256({zero, crypto::sha256(bytes_of("{\"a\":1}"))});
  const auto h2 = crypto::sha256({h1, crypto::sha256(bytes_of("{\"b\":2}"))});
  EXPECT_EQ(text, "{\"a\":1,\"chain\":{\"sequence\":1,\"hash\":\"" + hex_of(h1) +
                      "\"}}\n{\"b\":2,\"chain\":{\"sequence\":2,\"hash\":\"" + hex_of(h2) +
                      "\"}}\n");
}

TEST(ChainTest, ReadsWhatItWrote) {
  const std::string line = first_line();
  const auto parsed = parse_chained(line);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(record_of(*parsed), "{\"a\":1}");
  EXPECT_EQ(parsed->head_after({}), parsed->stated);
  EXPECT_NE(parsed->head_after(parsed->stated), parsed->stated);
}

TEST(ChainTest, EveryChangedByteShows) {
  const std::string line = first_line();
  for (std::size_t i = 0; i < line.size(); ++i) {
    std::string changed = line;
    changed[i] = changed[i] == '7' ? '8' : '7';
    if (changed == line) continue;
    const auto parsed = parse_chained(changed);
    EXPECT_TRUE(!parsed || parsed->head_after({}) != parsed->stated) << changed;
  }
}

TEST(ChainTest, RefusesWhatIsNotChained) {
  for (const std::string_view line : {"", "{}", "{\"a\":1}", "\"}}", "{\"chain\":{}}"}) {
    EXPECT_FALSE(parse_chained(line)) << line;
  }
  const std::string line = first_line();
  for (std::size_t i = 0; i < line.size(); ++i) EXPECT_FALSE(parse_chained(line.substr(0, i)));
}

}  // namespace
}  // namespace strongroom::audit
