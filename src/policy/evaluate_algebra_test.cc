#include "policy/evaluate.h"
#include "policy/explanation.h"
#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

// Few values of each part, so that statements meet requests often.
rc::Gen<std::string> any_conditions() {
  return rc::gen::element<std::string>(
      "", "", "", when(R"({"StringEquals":{"aws:ResourceTag/team":"red"}})"),
      when(R"({"StringNotEquals":{"aws:ResourceTag/team":"red"}})"),
      when(R"({"StringLikeIfExists":{"aws:PrincipalTag/team":"${aws:username}*"}})"),
      when(R"({"Null":{"aws:TokenIssueTime":"true"}})"),
      when(R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})"),
      when(R"({"ForAnyValue:StringNotEquals":{"aws:TagKeys":"a"}})"),
      when(R"({"Bool":{"aws:SecureTransport":"true"}})"));
}

rc::Gen<std::string> any_principal() {
  return rc::gen::element<std::string>(R"("Principal":"*")", to("111111111111"), to("222222222222"),
                                       to("arn:aws:iam::111111111111:user/uA"),
                                       to("arn:aws:iam::111111111111:role/ops/rA"),
                                       to("arn:aws:sts::111111111111:assumed-role/rA/s1"));
}

std::string any_statement(bool resource_based, const rc::Gen<std::string>& effects) {
  const auto effect = *effects;
  const auto action =
      *rc::gen::element<std::string>("*", "secretsmanager:*", kGet, "secretsmanager:Get*", "kms:*");
  const auto resource = *rc::gen::element<std::string>(
      "*", kSecret, "arn:aws:secretsmanager:*:*:secret:app/*",
      "arn:aws:secretsmanager:us-east-1:111111111111:secret:${aws:PrincipalTag/team}/*",
      "arn:aws:s3:::x");
  std::string more = *any_conditions();
  if (resource_based) more = *any_principal() + (more.empty() ? "" : "," + more);
  return statement(effect, action, resource, more);
}

rc::Gen<std::string> any_effect() {
  return rc::gen::element<std::string>("Allow", "Allow", "Deny");
}

std::vector<std::string> any_statements(bool resource_based) {
  const int count = *rc::gen::inRange(1, 4);
  std::vector<std::string> statements;
  for (int i = 0; i < count; ++i) {
    statements.push_back(any_statement(resource_based, any_effect()));
  }
  return statements;
}

PolicyPtr policy_of(const std::vector<std::string>& statements,
                    PolicyKind kind = PolicyKind::Session) {
  std::string joined;
  for (const std::string& text : statements) joined += (joined.empty() ? "" : ",") + text;
  return compiled(document(joined), kind);
}

std::vector<PolicyPtr> any_policies() {
  const int count = *rc::gen::inRange(0, 3);
  std::vector<PolicyPtr> policies;
  for (int i = 0; i < count; ++i) policies.push_back(policy_of(any_statements(false)));
  return policies;
}

Scenario any_scenario() {
  Scenario scenario;
  scenario.caller = *rc::gen::element(user_of(kAccountA, "uA"), session_of(kAccountA, "s1"),
                                      session_of(kAccountB, "s1"), federated_of(kAccountA, "bob"),
                                      root_of(kAccountA), root_of(kAccountB));
  const auto team = *rc::gen::element<std::string>("", "red", "*", "app");
  if (!team.empty()) scenario.caller.tags = {{"team", team}};
  if (*rc::gen::arbitrary<bool>()) scenario.tags = {{"team", "red"}};
  if (*rc::gen::arbitrary<bool>()) scenario.add_key("aws:TagKeys", {"a", "c"}, true);
  scenario.rule = *rc::gen::element(ResourceRule::Ordinary, ResourceRule::Key);
  scenario.identity = any_policies();
  if (*rc::gen::arbitrary<bool>()) scenario.boundary = policy_of(any_statements(false));
  if (*rc::gen::arbitrary<bool>()) scenario.session = any_policies();
  if (*rc::gen::arbitrary<bool>()) {
    scenario.resource_policy = policy_of(any_statements(true), PolicyKind::Secret);
  }
  if (*rc::gen::arbitrary<bool>()) scenario.service_control = {any_policies()};
  return scenario;
}

RC_GTEST_PROP(DecisionProperty, IsNeverWidenedByADeny, ()) {
  Scenario scenario = any_scenario();
  const bool before = scenario.decide().allowed();
  const auto denies = rc::gen::just<std::string>("Deny");
  const int where = *rc::gen::inRange(0, 3);
  if (where == 0) scenario.identity.push_back(policy_of({any_statement(false, denies)}));
  if (where == 1)
    scenario.service_control.push_back(
        {policy_of({any_statement(false, denies), allow("*", "*")})});
  if (where == 2 && scenario.resource_policy == nullptr) {
    scenario.resource_policy = policy_of({any_statement(true, denies)}, PolicyKind::Secret);
  }
  const bool as_said = before || !scenario.decide().allowed();
  RC_ASSERT(as_said);
}

RC_GTEST_PROP(DecisionProperty, DoesNotDependOnTheOrderOfStatements, ()) {
  Scenario scenario = any_scenario();
  auto statements = any_statements(false);
  auto shared = any_statements(true);
  const auto decide = [&] {
    Scenario other = scenario;
    other.identity.push_back(policy_of(statements));
    other.resource_policy = policy_of(shared, PolicyKind::Secret);
    const Evaluation evaluation =
        evaluate(scenario.request(), other.caller, other.environment, other.policies());
    return std::pair(evaluation.effect, evaluation.cause);
  };
  const auto before = decide();
  std::ranges::reverse(statements);
  std::ranges::reverse(shared);
  const bool as_said = decide() == before;
  RC_ASSERT(as_said);
}

RC_GTEST_PROP(DecisionProperty, DoesNotDependOnTheOrderOfPolicies, ()) {
  Scenario scenario = any_scenario();
  const Evaluation before = scenario.decide();
  std::ranges::reverse(scenario.identity);
  if (scenario.session) std::ranges::reverse(*scenario.session);
  for (auto& level : scenario.service_control) std::ranges::reverse(level);
  const Evaluation after = scenario.decide();
  const bool as_said = after.effect == before.effect && after.cause == before.cause;
  RC_ASSERT(as_said);
}

RC_GTEST_PROP(DecisionProperty, IsNeverWidenedByABoundary, ()) {
  Scenario scenario = any_scenario();
  scenario.boundary = nullptr;
  const bool before = scenario.decide().allowed();
  scenario.boundary = policy_of(any_statements(false));
  const bool as_said = before || !scenario.decide().allowed();
  RC_ASSERT(as_said);
}

RC_GTEST_PROP(DecisionProperty, IsNeverWidenedByASessionPolicy, ()) {
  Scenario scenario = any_scenario();
  // A federated session has nothing without one: there it makes the session usable at all.
  if (scenario.caller.kind == Caller::Kind::FederatedSession) RC_DISCARD("federated");
  scenario.session.reset();
  const bool before = scenario.decide().allowed();
  scenario.session = any_policies();
  const bool as_said = before || !scenario.decide().allowed();
  RC_ASSERT(as_said);
}

// Whatever a tag holds, a policy lets it reach only names that begin with that very text.
RC_GTEST_PROP(DecisionProperty, IsNeverWidenedByTheValueOfAVariable, ()) {
  Scenario scenario;
  const auto value = *rc::gen::container<std::string>(
      rc::gen::element('*', '?', '/', ':', '$', '{', '}', 'a', 'b', '\xff', '\xfe'));
  const auto name =
      *rc::gen::container<std::string>(rc::gen::element('*', '?', '/', ':', 'a', 'b'));
  const std::string secrets = "arn:aws:secretsmanager:us-east-1:111111111111:secret:";
  scenario.caller.tags = {{"team", value}};
  scenario.identity = {compiled(document(allow("*", secrets + "${aws:PrincipalTag/team}/*")))};
  scenario.resource = secrets + name;
  const bool as_said = scenario.decide().allowed() == name.starts_with(value + "/");
  RC_ASSERT(as_said);
}

RC_GTEST_PROP(DecisionProperty, IsTheSameWhenItIsExplained, ()) {
  const Scenario scenario = any_scenario();
  const Evaluation evaluation = scenario.decide();
  const Explanation explanation =
      explain(scenario.request(), scenario.caller, scenario.environment, scenario.policies());
  const bool as_said = explanation.effect == evaluation.effect &&
                       explanation.cause == evaluation.cause &&
                       !explanation_text(explanation).empty();
  RC_ASSERT(as_said);
}

}  // namespace
}  // namespace strongroom::policy
