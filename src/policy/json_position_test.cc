#include "policy/json_position.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

std::string found(std::string_view text, std::string_view path) {
  const TextRange range = find_json_value(text, path);
  return std::string(text.substr(range.begin, range.end - range.begin));
}

TEST(JsonPositionTest, FollowsAPath) {
  const char* text = R"( {"a" : [1, {"b.c":"x\"}", "b":{"c":true}}], "d":"e"} )";
  EXPECT_EQ(found(text, "a[0]"), "1");
  EXPECT_EQ(found(text, "a[1].b.c"), R"("x\"}")") << "a name that holds a dot";
  EXPECT_EQ(found(text, "d"), R"("e")");
  EXPECT_EQ(found(text, ""), R"({"a" : [1, {"b.c":"x\"}", "b":{"c":true}}], "d":"e"})");
}

TEST(JsonPositionTest, StopsWhereAPathLeadsNoFurther) {
  EXPECT_EQ(found(R"({"a":[{"b":1}]})", "a[0].missing"), R"({"b":1})");
  EXPECT_EQ(found(R"({"a":[{"b":1}]})", "a[7]"), R"([{"b":1}])");
}

TEST(JsonPositionTest, CountsLinesAndCodePointsFromOne) {
  EXPECT_EQ(position_of("abc", 0), (TextPosition{1, 1}));
  EXPECT_EQ(position_of("a\nb\u00e9c", 5), (TextPosition{2, 3}));
  EXPECT_EQ(position_of("a\n", 2), (TextPosition{2, 1}));
}

TEST(JsonPositionTest, FindsTheStatementsOfADocument) {
  const std::string text =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}, {"a":{}}],"x":1})";
  const auto ranges = statement_ranges(text);
  ASSERT_EQ(ranges.size(), 2U);
  EXPECT_EQ(text.substr(ranges[0].begin, ranges[0].end - ranges[0].begin), R"({"Effect":"Allow"})");
  EXPECT_EQ(text.substr(ranges[1].begin, ranges[1].end - ranges[1].begin), R"({"a":{}})");
  EXPECT_EQ(statement_ranges(R"({"Statement":{"a":1}})").size(), 1U);
  EXPECT_EQ(statement_ranges(R"({"\u0053tatement":[{},{}]})").size(), 2U);
}

TEST(JsonPositionTest, EndsInsideAnyText) {
  for (const char* text : {"", "{", "[", "{\"", "{\"a", "{\"a\":", "[1,", "\\", "{\"a\":\"\\"}) {
    find_json_value(text, "a[0].b");
    statement_ranges(text);
  }
}

}  // namespace
}  // namespace strongroom::policy
