#include "policy/explanation.h"

#include "policy/testing/decision_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Explanation explained(const Scenario& scenario) {
  return explain(scenario.request(), scenario.caller, scenario.environment, scenario.policies());
}

TEST(ExplanationTest, TellsWhyEachStatementDidNotMatch) {
  Scenario scenario;
  scenario.tags = {{"team", "blue"}};
  scenario.identity = {compiled(
      document(allow("kms:*", "*") + "," + allow(kGet, "arn:aws:s3:::x") + "," +
               allow(kGet, "*", when(R"({"StringEquals":{"aws:ResourceTag/team":["red","green"]},
                               "Bool":{"aws:MultiFactorAuthPresent":"true"}})"))))};
  scenario.resource_policy =
      compiled(document(allow(kGet, "*", to("222222222222"))), PolicyKind::Secret);
  const Explanation explanation = explained(scenario);
  EXPECT_EQ(explanation.effect, Effect::ImplicitDeny);
  ASSERT_EQ(explanation.statements.size(), 4U);
  EXPECT_EQ(explanation.statements[0].check, StatementCheck::Action);
  EXPECT_EQ(explanation.statements[1].check, StatementCheck::Resource);
  EXPECT_EQ(explanation.statements[2].check, StatementCheck::Condition);
  EXPECT_EQ(explanation.statements[3].check, StatementCheck::Principal);
  const auto& failed = explanation.statements[2].failed;
  ASSERT_EQ(failed.size(), 2U);
  EXPECT_EQ(failed[0].op, "StringEquals");
  EXPECT_THAT(failed[0].wanted, ElementsAre("red", "green"));
  EXPECT_THAT(failed[0].found, ElementsAre("blue"));
  EXPECT_FALSE(failed[1].present);
}

TEST(ExplanationTest, IsReadableText) {
  Scenario scenario;
  scenario.tags = {{"team", "blue"}};
  scenario.identity = {compiled(
      document(allow("kms:*", "*") + "," +
               allow(kGet, "*", when(R"({"StringEquals":{"aws:ResourceTag/team":"red"}})"))))};
  EXPECT_EQ(
      explanation_text(explained(scenario)),
      "DENIED: arn:aws:iam::111111111111:user/uA asked for secretsmanager:GetSecretValue on "
      "arn:aws:secretsmanager:us-east-1:111111111111:secret:app/db-AbCdEf\n"
      "  because no identity-based policy allows the secretsmanager:GetSecretValue action\n"
      "Looked at: 1 identity-based, no boundary, no session policies, no resource-based\n"
      "  identity-based policy policy: statement 2 at line 1, Allow, has conditions that do not "
      "hold\n"
      "      StringEquals aws:ResourceTag/team wants [red], it is [blue]\n"
      "  and 1 about other actions\n");
}

TEST(ExplanationTest, SaysThatRootNeedsNoPolicy) {
  Scenario scenario;
  scenario.caller = root_of(kAccountA);
  EXPECT_THAT(explanation_text(explained(scenario)), HasSubstr("it needs no policy"));
}

TEST(ExplanationTest, LooksAtEverythingAndDecidesTheSame) {
  Scenario scenario;
  scenario.identity = {compiled(document(deny("*", "*"))), compiled(document(allow("*", "*")))};
  scenario.service_control = {{compiled(document(allow("kms:*", "*")))}};
  const Explanation explanation = explained(scenario);
  EXPECT_EQ(explanation.effect, Effect::ExplicitDeny);
  EXPECT_EQ(explanation.cause, PolicySet::Identity);
  EXPECT_EQ(explanation.statements.size(), 3U);
}

// Iam contract 3.10: the place of the braces.
TEST(SimulationTest, SaysWhereTheMatchingStatementsStand) {
  Scenario scenario;
  const std::string text = "{\"Version\":\"2012-10-17\",\n \"Statement\":[" + allow("kms:*", "*") +
                           ",\n  " + allow(kGet, "*") + "]}";
  scenario.identity = {compiled(text)};
  const auto matched = matched_statements(explained(scenario));
  ASSERT_EQ(matched.size(), 1U);
  EXPECT_EQ(matched[0].number, 2U);
  EXPECT_EQ(matched[0].begin, (TextPosition{3, 3}));
  const auto length = static_cast<std::uint32_t>(allow(kGet, "*").size());
  EXPECT_EQ(matched[0].end, (TextPosition{3, 3 + length}));
}

TEST(SimulationTest, ListsWhatDeniesWhenItIsDenied) {
  Scenario scenario;
  scenario.identity = {compiled(document(allow("*", "*") + "," + deny(kGet, "*")))};
  const auto matched = matched_statements(explained(scenario));
  ASSERT_EQ(matched.size(), 1U);
  EXPECT_EQ(matched[0].effect, StatementEffect::Deny);
}

}  // namespace
}  // namespace strongroom::policy
