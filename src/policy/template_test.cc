#include "policy/template.h"

#include "policy/glob.h"
#include "policy/testing/decision_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;
using ::testing::ElementsAre;

std::optional<std::string> resolved(std::string_view text,
                                    DocumentVersion version = DocumentVersion::V2012,
                                    const std::vector<Tag>& tags = {}) {
  Scenario scenario;
  scenario.caller.tags = tags;
  const AccessRequest request = scenario.request();
  ConditionContext context(request, scenario.caller, scenario.environment);
  std::string buffer;
  const auto parsed = Template::parse(text, version, Template::Wildcards::Literal);
  const auto result = parsed.resolve(context, buffer);
  return result ? std::optional<std::string>(*result) : std::nullopt;
}

TEST(TemplateTest, PutsInTheValuesOfVariables) {
  EXPECT_EQ(resolved("plain"), "plain");
  EXPECT_EQ(resolved("a/${aws:username}/b"), "a/uA/b");
  EXPECT_EQ(resolved("${AWS:UserName}${aws:PrincipalAccount}"), "uA111111111111");
  EXPECT_EQ(resolved("${aws:PrincipalTag/Team}", DocumentVersion::V2012, {{"team", "red"}}), "red");
}

TEST(TemplateTest, PutsInDefaults) {
  EXPECT_EQ(resolved("${aws:PrincipalTag/team, 'none'}"), "none");
  EXPECT_EQ(resolved("${aws:PrincipalTag/team,'a, b'}"), "a, b");
  EXPECT_EQ(resolved("${aws:PrincipalTag/team, ''}x"), "x");
  EXPECT_EQ(resolved("${aws:username, 'none'}"), "uA");
  EXPECT_EQ(resolved("${aws:PrincipalTag/team, none}"), std::nullopt) << "without quotes";
}

TEST(TemplateTest, IsNothingWithoutAValue) {
  EXPECT_EQ(resolved("a${aws:PrincipalTag/team}"), std::nullopt);
  EXPECT_EQ(resolved("${}"), std::nullopt);
  EXPECT_EQ(resolved("${nokey}"), std::nullopt);
}

TEST(TemplateTest, KeepsEscapesAndWhatIsNoVariable) {
  EXPECT_EQ(resolved("${*}${?}${$}"), "*?$");
  EXPECT_EQ(resolved("$ {a} ${aws:username"), "$ {a} ${aws:username");
  EXPECT_EQ(resolved("${aws:username}", DocumentVersion::V2008), "${aws:username}");
}

TEST(TemplateTest, NeverTakesAWildcardFromAValue) {
  EXPECT_EQ(resolved("${aws:PrincipalTag/t}", DocumentVersion::V2012, {{"t", "\xff"}}),
            std::nullopt);
  Scenario scenario;
  scenario.caller.tags = {{"t", "*?"}};
  const AccessRequest request = scenario.request();
  ConditionContext context(request, scenario.caller, scenario.environment);
  std::string buffer;
  const auto parsed = Template::parse("${aws:PrincipalTag/t}*", DocumentVersion::V2012,
                                      Template::Wildcards::Active);
  const auto pattern = parsed.resolve(context, buffer);
  ASSERT_TRUE(pattern);
  EXPECT_TRUE(glob_matches(*pattern, "*?x"));
  EXPECT_FALSE(glob_matches(*pattern, "abx"));
}

TEST(TemplateTest, StaysSmallHoweverOftenAVariableStands) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "${aws:PrincipalTag/t}";
  EXPECT_EQ(resolved(text, DocumentVersion::V2012, {{"t", std::string(1000, 'x')}}), std::nullopt);
}

TEST(TemplateTest, ListsItsVariables) {
  EXPECT_THAT(variable_names("a${aws:username}${*}${k:v, 'd'}${x"),
              ElementsAre("aws:username", "k:v"));
}

}  // namespace
}  // namespace strongroom::policy
