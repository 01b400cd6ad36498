#include "wire/form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace strongroom::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::pair<std::string, std::string>> parsed(std::string_view form) {
  Arena arena;
  const auto parameters = parse_form(form, arena);
  std::vector<std::pair<std::string, std::string>> out;
  if (!parameters) return {{"error", parameters.error().message()}};
  for (const Parameter& parameter : *parameters) out.emplace_back(parameter.name, parameter.value);
  return out;
}

TEST(FormTest, SortsTheParametersByName) {
  EXPECT_THAT(parsed("b=2&a=1&c=3"), ElementsAre(Pair("a", "1"), Pair("b", "2"), Pair("c", "3")));
}

TEST(FormTest, DecodesEscapesAndBlanksInNamesAndValues) {
  EXPECT_THAT(parsed("%41+b=%3d%26%2B+%C3%a4=x"), ElementsAre(Pair("A b", "=&+ \u00e4=x")));
}

TEST(FormTest, ToleratesEmptyPartsAndMissingValues) {
  EXPECT_THAT(parsed(""), IsEmpty());
  EXPECT_THAT(parsed("&&"), IsEmpty());
  EXPECT_THAT(parsed("&a&b=&"), ElementsAre(Pair("a", ""), Pair("b", "")));
}

struct RefusalCase {
  const char* name;
  std::string form;
  std::string message;
};

const RefusalCase kRefusals[] = {
    {"CutEscape", "a=%4", "A parameter has an invalid percent escape."},
    {"EscapeWithoutDigits", "a=%", "A parameter has an invalid percent escape."},
    {"EscapeOfOtherLetters", "a=%G0", "A parameter has an invalid percent escape."},
    {"EscapeOfOtherLettersInLowPlace", "a=%0g", "A parameter has an invalid percent escape."},
    {"BadEscapeInAName", "%zz=1", "A parameter has an invalid percent escape."},
    {"EscapedNul", "a=%00", "A parameter has a NUL character."},
    {"PlainNul", std::string("a=\0b", 4), "A parameter has a NUL character."},
    {"NulInAName", "a%00=1", "A parameter has a NUL character."},
    {"InvalidUtf8", "a=%ff", "A parameter is not valid UTF-8."},
    {"InvalidUtf8Unescaped", "a=\xc0\xaf", "A parameter is not valid UTF-8."},
    {"Surrogate", "a=%ed%a0%80", "A parameter is not valid UTF-8."},
    {"InvalidUtf8InAName", "%80=1", "A parameter is not valid UTF-8."},
    {"Twice", "a=1&b=2&a=1", "A parameter is given twice."},
    {"TwiceInDisguise", "ab=1&%61b=2", "A parameter is given twice."},
};

class FormRefusalTest : public ::testing::TestWithParam<RefusalCase> {};

TEST_P(FormRefusalTest, RefusesTheForm) {
  Arena arena;
  const auto parameters = parse_form(GetParam().form, arena);
  ASSERT_FALSE(parameters);
  EXPECT_EQ(parameters.error(), Error(ErrorCode::Serialization, GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(Wire, FormRefusalTest, ::testing::ValuesIn(kRefusals),
                         [](const auto& info) { return std::string(info.param.name); });

std::string form_of(std::size_t parameters) {
  std::string form;
  for (std::size_t i = 0; i < parameters; ++i) form += "p" + std::to_string(i) + "=&";
  return form;
}

TEST(FormTest, BoundsTheNumberOfParameters) {
  Arena arena;
  EXPECT_TRUE(parse_form(form_of(kMostParameters), arena));
  EXPECT_TRUE(find_action(form_of(kMostParameters), arena));
  const Error many(ErrorCode::Serialization, "The request has more than 4096 parameters.");
  EXPECT_EQ(parse_form(form_of(kMostParameters + 1), arena).error(), many);
  EXPECT_EQ(find_action(form_of(kMostParameters + 1), arena).error(), many);
}

TEST(FormTest, FindsTheActionWithoutLookingAtOtherValues) {
  Arena arena;
  const auto found = find_action("x=%zz&Version=2010%2D05-08&%41ction=Get+User&y", arena);
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->action, "Get User");
  EXPECT_EQ(found->version, "2010-05-08");
  EXPECT_FALSE(find_action("action=x&Actions=y", arena)->action);
  EXPECT_EQ(find_action("Action", arena)->action, "");
}

TEST(FormTest, RefusesTwoActions) {
  Arena arena;
  for (const std::string_view form :
       {"Action=a&Action=b", "Action=a&%41ction=a", "Version&Version"})
    EXPECT_EQ(find_action(form, arena).error(),
              Error(ErrorCode::Serialization, "A parameter is given twice."))
        << form;
}

class FormNodeTest : public ::testing::Test {
 protected:
  FormNode root(std::string_view form) { return FormNode(*parse_form(form, arena_)); }
  /// The values of the numbered places, or `none`.
  std::vector<std::string> values(std::string_view form) {
    const auto nodes = root(form).member("L").numbered(arena_);
    if (!nodes) return {"none"};
    std::vector<std::string> out;
    for (const FormNode& node : *nodes) {
      out.emplace_back(node.has_value() ? node.value() : "-");
      if (node.has_members()) out.back() += "+";
    }
    return out;
  }

  Arena arena_;
};

TEST_F(FormNodeTest, FindsMembersAmongNamesThatBeginAlike) {
  // In the order of bytes, `A-x` stands between `A` and `A.b`, and `AB` behind both.
  const FormNode node = root("A=1&A-x=2&A.b=3&A.b.c=4&AB=5&A.=6&A%2e%2e=7");
  EXPECT_EQ(node.member("A").value(), "1");
  EXPECT_EQ(node.member("AB").value(), "5");
  EXPECT_FALSE(node.member("AB").has_members());
  EXPECT_EQ(node.member("A").member("b").value(), "3");
  EXPECT_EQ(node.member("A").member("b").member("c").value(), "4");
  EXPECT_EQ(node.member("A").member("").value(), "6");
  EXPECT_FALSE(node.member("A").member("c").has_value());
  EXPECT_FALSE(node.member("B").has_value());
  EXPECT_FALSE(node.member("a").has_value());
}

TEST_F(FormNodeTest, OrdersElementsByNumberAndClosesGaps) {
  EXPECT_THAT(values("L.10=j&L.2=b&L.1=a&L.4294967295=z&M.3=no"), ElementsAre("a", "b", "j", "z"));
  EXPECT_THAT(values("L.2.x=1&L.1=a&L.1.y=2&L.20=t"), ElementsAre("a+", "-+", "t"));
  EXPECT_THAT(values("L=1"), IsEmpty());
}

TEST_F(FormNodeTest, RefusesWhatIsNoProperNumber) {
  for (const std::string_view form : {"L.x=1", "L.0=1", "L.01=1", "L.-1=1", "L.%2b1=1", "L.1x=1",
                                      "L.4294967296=1", "L.=1", "L..1=1", "L.1=1&L.1-x=2&L.1.a=3"})
    EXPECT_THAT(values(form), ElementsAre("none")) << form;
}

}  // namespace
}  // namespace strongroom::wire
