#include "audit/record_view.h"

#include <gtest/gtest.h>

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
