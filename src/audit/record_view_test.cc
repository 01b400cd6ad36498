#include "audit/record_view.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace strongroom::audit {
namespace {

TEST(RecordViewTest, FindsMembersOfTheOutermostLevelOnly) {
  const auto view = RecordView::parse(
      R"({"a":{"b":"inner","c":["}",{"d":1}]},"b":"outer \"}{\\","n":12,"t":true,"l":[1,"x"]})");
  ASSERT_TRUE(view);
  EXPECT_EQ(view->text("b"), R"(outer \"}{\\)");
  EXPECT_EQ(view->raw("n"), "12");
  EXPECT_EQ(view->raw("t"), "true");
  EXPECT_EQ(view->raw("c"), "");
  EXPECT_EQ(view->text("n"), "");
}

TEST(RecordViewTest, KnowsWhereTheLastMemberBegins) {
  const std::string_view text = R"({"a":1,"chain":{"x":2}})";
  EXPECT_EQ(text.substr(0, RecordView::parse(text)->last_member_at()), R"({"a":1)");
}

TEST(RecordViewTest, RefusesWhatIsNoObject) {
  for (const std::string_view text :
       {"", "{", "}", "{}x", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1", "[1]", "{a:1}",
        "{\"a\":\"x}", "{\"a\":{}", "{\"a\":1}}"}) {
    EXPECT_FALSE(RecordView::parse(text)) << text;
  }
}

TEST(RecordViewTest, RefusesMoreMembersThanARecordHas) {
  std::string text = "{";
  for (int i = 0; i < 41; ++i) text += (i == 0 ? "\"m\":1" : ",\"m\":1");
  EXPECT_FALSE(RecordView::parse(text + "}"));
}

RC_GTEST_PROP(RecordViewProperty, FindsTheEndOfAnyText, ()) {
  const auto plain = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab\"\\{}]")));
  std::string text;
  for (const char c : plain) text.append(c == '"' || c == '\\' ? "\\" : "").push_back(c);
  RC_ASSERT(value_length('"' + text + "\",\"next\"") == text.size() + 2);
  RC_ASSERT(value_length('"' + text) == 0U);
  RC_ASSERT(unescaped(text) == plain);
}

TEST(RecordViewTest, ReadsTheFirstOfEachMemberThatIsWanted) {
  std::string_view a = "as before";
  std::string_view b;
  std::string_view absent;
  EXPECT_TRUE(read_members(R"({"b":{"a":3},"x":1,"b":2})", {{"b", &b}, {"absent", &absent}}));
  EXPECT_EQ(b, R"({"a":3})");
  EXPECT_EQ(absent, "");
  EXPECT_FALSE(read_members(R"({"a":1]})", {{"b", &b}}));
  EXPECT_FALSE(read_members("", {{"a", &a}}));
  EXPECT_EQ(a, "as before");
}

TEST(RecordViewTest, WalksAnArray) {
  std::vector<std::string> seen;
  for_each_element(R"([{"a":[1,2]},"x,y",3])",
                   [&](std::string_view element) { seen.emplace_back(element); });
  EXPECT_EQ(seen, (std::vector<std::string>{R"({"a":[1,2]})", R"("x,y")", "3"}));
}

TEST(RecordViewTest, ResolvesEscapes) {
  EXPECT_EQ(unescaped(R"(a\"b\\c\n\u001f\u00e9)"), "a\"b\\c\n\x1f\xc3\xa9");
  EXPECT_EQ(unescaped(R"(\)"), "\\");
  EXPECT_EQ(unescaped(R"(\u12)"), "u12");
}

}  // namespace
}  // namespace strongroom::audit
