#include "policy/strict_json.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

TEST(StrictJsonTest, KeepsTheOrderOfMembersAndTheTextOfNumbers) {
  const auto json = parse_strict_json(R"({"b":[1.50,-2,1e3,"x\u00e9",true],"a":null})");
  ASSERT_TRUE(json);
  ASSERT_EQ(json->members.size(), 2U);
  EXPECT_EQ(json->members[0].name, "b");
  const auto& items = json->members[0].value.items;
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(items[0].text, "1.50");
  EXPECT_EQ(items[1].text, "-2");
  EXPECT_EQ(items[2].text, "1e3");
  EXPECT_EQ(items[3].text, "x\u00e9");
  EXPECT_EQ(items[4].text, "true");
  EXPECT_EQ(json->members[1].value.kind, Json::Kind::Null);
}

TEST(StrictJsonTest, RefusesAMemberThatStandsTwiceInOneObject) {
  const auto json = parse_strict_json(R"({"a":1,"a":1})");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().what, "member 'a' stands twice in one object");
  EXPECT_GT(json.error().offset, 0U);
}

TEST(StrictJsonTest, RefusesAMemberThatStandsTwiceAmongMany) {
  const auto object_of = [](int names, const std::string& last) {
    std::string text = "{";
    for (int i = 0; i < names; ++i) text += "\"" + std::to_string(i) + R"(":{"0":1},)";
    return text + "\"" + last + "\":1}";
  };
  for (const int names : {15, 16, 17, 18, 1000}) {
    EXPECT_TRUE(parse_strict_json(object_of(names, "new"))) << names;
    EXPECT_FALSE(parse_strict_json(object_of(names, "0"))) << names;
    EXPECT_FALSE(parse_strict_json(object_of(names, std::to_string(names - 1)))) << names;
    EXPECT_TRUE(parse_strict_json("[" + object_of(names, "x") + "," + object_of(names, "x") + "]"));
  }
}

TEST(StrictJsonTest, SeesThatAnEscapedNameIsTheSameName) {
  EXPECT_FALSE(parse_strict_json(R"({"a":1,"\u0061":1})"));
}

TEST(StrictJsonTest, AllowsTheSameMemberInTwoObjects) {
  EXPECT_TRUE(parse_strict_json(R"([{"a":1},{"a":1,"b":{"a":2}}])"));
}

TEST(StrictJsonTest, RefusesWhatIsNotStrictJson) {
  for (const char* text :
       {"",        " ",          "{",           "{}x",      "{} {}",        "{,}",
        "[1,]",    "{\"a\":1,}", "// c\n{}",    "{/**/}",   "{'a':1}",      "{a:1}",
        "01",      "+1",         ".5",          "1.",       "nul",          "NaN",
        "\"\\x\"", "\"a\nb\"",   "\"\\ud800\"", "\"\xff\"", "\"\xc0\xaf\"", "\xef\xbb\xbf{}"}) {
    EXPECT_FALSE(parse_strict_json(text)) << text;
  }
}

TEST(StrictJsonTest, StopsAtTheDeepestLevelAllowed) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(parse_strict_json(nested(kMaxDepth)));
  EXPECT_FALSE(parse_strict_json(nested(kMaxDepth + 1)));
  EXPECT_FALSE(parse_strict_json(std::string(20000, '[')));
}

}  // namespace
}  // namespace strongroom::policy
