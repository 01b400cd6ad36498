#include "policy/evaluate.h"

#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

const std::string kUserA = "arn:aws:iam::111111111111:user/uA";
const std::string kRootA = "arn:aws:iam::111111111111:root";
const std::string kKey = "arn:aws:kms:us-east-1:111111111111:key/k";
const std::string kDecrypt = "kms:Decrypt";

// Row 118: a policy means the user of that time, not whoever has the name later.
TEST(EvaluateTest, DoesNotTakeANewUserForADeletedOneOfTheSameName) {
  Scenario scenario;
  const std::string text = document(allow(kGet, "*", to(kUserA)));
  scenario.resource_policy = compiled(
      text, PolicyKind::Secret, [id = scenario.caller.unique_id](std::string_view) { return id; });
  EXPECT_TRUE(scenario.decide().allowed());
  scenario.caller.unique_id = "AIDAANOTHERONE0000000";
  EXPECT_FALSE(scenario.decide().allowed());

  scenario.resource_policy =
      compiled(text, PolicyKind::Secret, [](std::string_view) { return std::string(); });
  EXPECT_FALSE(scenario.decide().allowed()) << "nobody has the name when the policy is saved";
}

// Row 117: a service that acts for another account's resource.
TEST(EvaluateTest, LetsAServiceInOnlyForTheAccountItNames) {
  Scenario scenario;
  scenario.caller = service("secretsmanager.amazonaws.com");
  scenario.action = "lambda:InvokeFunction";
  scenario.resource = "arn:aws:lambda:us-east-1:111111111111:function:f";
  scenario.resource_policy = compiled(
      document(allow("lambda:InvokeFunction", "*",
                     R"("Principal":{"Service":"secretsmanager.amazonaws.com"},)" +
                         when(R"({"StringEquals":{"aws:SourceAccount":"111111111111"}})"))),
      PolicyKind::Secret);
  scenario.environment.source_account = kAccountB;
  EXPECT_FALSE(scenario.decide().allowed());
  scenario.environment.source_account = kAccountA;
  EXPECT_TRUE(scenario.decide().allowed());
  scenario.caller = service("lambda.amazonaws.com");
  EXPECT_FALSE(scenario.decide().allowed());
}

TEST(EvaluateTest, LetsNobodyInByAKeysStatementWithoutResource) {
  Scenario scenario;
  scenario.action = kDecrypt;
  scenario.resource = kKey;
  scenario.rule = ResourceRule::Key;
  const std::string statement = R"({"Effect":"Allow","Principal":"*","Action":"kms:Decrypt"})";
  scenario.resource_policy = compiled(document(statement), PolicyKind::Key);
  EXPECT_FALSE(scenario.decide().allowed());
}

TEST(EvaluateTest, TakesASecretsStatementWithoutResourceForThatSecret) {
  Scenario scenario;
  scenario.resource_policy =
      compiled(document(R"({"Effect":"Allow","Principal":"*","Action":"secretsmanager:*"})"),
               PolicyKind::Secret);
  EXPECT_TRUE(scenario.decide().allowed());
}

// Policy contract 6: explicit denies are named in the order I, X, B, S, O.
TEST(EvaluateTest, NamesTheFirstOfSeveralSetsThatDeny) {
  Scenario scenario;
  const PolicyPtr denying = compiled(document(deny("*", "*")));
  scenario.caller = session_of(kAccountA, "s1");
  scenario.service_control = {{denying}};
  EXPECT_EQ(scenario.decide().cause, PolicySet::ServiceControl);
  scenario.session = std::vector<PolicyPtr>{denying};
  EXPECT_EQ(scenario.decide().cause, PolicySet::Session);
  scenario.boundary = denying;
  EXPECT_EQ(scenario.decide().cause, PolicySet::Boundary);
  scenario.resource_policy =
      compiled(document(deny("*", "*", R"("Principal":"*")")), PolicyKind::Secret);
  EXPECT_EQ(scenario.decide().cause, PolicySet::Resource);
  scenario.identity = {denying};
  EXPECT_EQ(scenario.decide().cause, PolicySet::Identity);
  EXPECT_EQ(scenario.decide().effect, Effect::ExplicitDeny);
}

// Policy contract 6: then those that are silent, in the order O, X, I, B, S.
TEST(EvaluateTest, NamesTheFirstOfSeveralSetsThatAreSilent) {
  Scenario scenario;
  const PolicyPtr silent = compiled(document(allow("kms:*", "*")));
  const PolicyPtr all = compiled(document(allow("*", "*")));
  scenario.caller = session_of(kAccountB, "s1");
  scenario.service_control = {{all}, {}};
  scenario.boundary = silent;
  scenario.session = std::vector<PolicyPtr>{silent};
  EXPECT_EQ(scenario.decide().cause, PolicySet::ServiceControl) << "a level without policies";
  scenario.service_control = {};
  EXPECT_EQ(scenario.decide().cause, PolicySet::Resource);
  scenario.resource_policy =
      compiled(document(allow("*", "*", R"("Principal":"*")")), PolicyKind::Secret);
  EXPECT_EQ(scenario.decide().cause, PolicySet::Identity);
  scenario.identity = {all};
  EXPECT_EQ(scenario.decide().cause, PolicySet::Boundary);
  scenario.boundary = all;
  EXPECT_EQ(scenario.decide().cause, PolicySet::Session);
  scenario.session = std::vector<PolicyPtr>{silent, all};
  EXPECT_TRUE(scenario.decide().allowed());
}

TEST(EvaluateTest, SaysWhichStatementDecided) {
  Scenario scenario;
  scenario.identity = {compiled(document(allow("kms:*", "*"))),
                       compiled(document(allow("iam:*", "*") + "," + allow(kGet, kSecret)))};
  const Evaluation evaluation = scenario.decide();
  ASSERT_TRUE(evaluation.statement);
  EXPECT_EQ(evaluation.statement.policy, scenario.identity[1].get());
  EXPECT_EQ(evaluation.statement.index, 1U);
}

TEST(EvaluateTest, IgnoresWhatBindsUsersWhenRootAsks) {
  Scenario scenario;
  scenario.caller = root_of(kAccountA);
  scenario.identity = {compiled(document(deny("*", "*")))};
  EXPECT_TRUE(scenario.decide().allowed());
  scenario.service_control = {{compiled(document(allow("kms:*", "*")))}};
  EXPECT_FALSE(scenario.decide().allowed());
}

TEST(EvaluateTest, GivesRootAKeyThatNamesItsAccount) {
  Scenario scenario;
  scenario.caller = root_of(kAccountA);
  scenario.action = kDecrypt;
  scenario.resource = kKey;
  scenario.rule = ResourceRule::Key;
  scenario.resource_policy = compiled(document(allow("kms:*", "*", to(kRootA))), PolicyKind::Key);
  EXPECT_TRUE(scenario.decide().allowed());
}

TEST(EvaluateTest, NeverLetsAnonymousCallersInWithoutAStar) {
  Scenario scenario;
  scenario.caller = Caller{};
  EXPECT_FALSE(scenario.decide().allowed());
  scenario.resource_account.clear();
  EXPECT_FALSE(scenario.decide().allowed());
}

TEST(EvaluateTest, TellsWhetherANewPolicyWouldLockItsAuthorOut) {
  Scenario scenario;
  scenario.action = "secretsmanager:PutResourcePolicy";
  scenario.identity = {compiled(document(allow("*", "*")))};
  const auto keeps = [&](const std::string& statement) {
    const PolicyPtr policy = compiled(document(statement), PolicyKind::Secret);
    return keeps_access(scenario.request(), scenario.caller, scenario.environment,
                        scenario.policies(), *policy);
  };
  EXPECT_TRUE(keeps(deny(kGet, "*", R"("Principal":"*")")));
  EXPECT_FALSE(keeps(deny("secretsmanager:*", "*", R"("Principal":"*")")));
}

TEST(EvaluateTest, NeedsAnAllowInEachLevelOfResourceControl) {
  Scenario scenario;
  scenario.identity = {compiled(document(allow("*", "*")))};
  scenario.resource_control = {{compiled(document(allow("*", "*")))},
                               {compiled(document(allow("kms:*", "*")))}};
  EXPECT_EQ(scenario.decide().effect, Effect::ImplicitDeny);
  EXPECT_EQ(scenario.decide().cause, PolicySet::ResourceControl);
  scenario.resource_control[1].push_back(compiled(document(allow(kGet, "*"))));
  EXPECT_TRUE(scenario.decide().allowed());
  scenario.resource_control[0].push_back(compiled(document(deny(kGet, "*"))));
  EXPECT_EQ(scenario.decide().effect, Effect::ExplicitDeny);
}

// Policy contract 5.2, step 2.
TEST(EvaluateTest, DoesNotHoldServicesToWhatServiceControlPoliciesLeaveOut) {
  Scenario scenario;
  scenario.caller = service("lambda.amazonaws.com");
  scenario.resource_policy =
      compiled(document(allow(kGet, "*", R"("Principal":{"Service":"lambda.amazonaws.com"})")),
               PolicyKind::Secret);
  scenario.service_control = {{compiled(document(allow("kms:*", "*")))}};
  EXPECT_TRUE(scenario.decide().allowed());
}

TEST(CompiledPolicyTest, ListsThePrincipalsThatHaveUniqueIds) {
  const std::string text = document(
      allow(
          kGet, "*",
          R"("Principal":{"AWS":["arn:aws:iam::111111111111:user/b","arn:aws:iam::111111111111:role/a",
               "111111111111","arn:aws:iam::111111111111:root","AIDAEXAMPLEEXAMPLE123",
               "arn:aws:sts::111111111111:assumed-role/a/s"],"Service":"lambda.amazonaws.com"})") +
      "," + allow(kGet, "*", to("arn:aws:iam::111111111111:user/b")));
  EXPECT_EQ(principals_to_bind(parse_policy(text, PolicyKind::Secret).value()),
            (std::vector<std::string>{"arn:aws:iam::111111111111:role/a",
                                      "arn:aws:iam::111111111111:user/b"}));
}

TEST(CompiledPolicyTest, VisitsOnlyStatementsThatTheServiceCanMatch) {
  const PolicyPtr policy =
      compiled(document(allow("kms:*", "*") + "," + allow("S3:*", "*") + "," + allow("*", "*") +
                        "," + R"({"Effect":"Deny","NotAction":["kms:*"],"Resource":"*"})"));
  const auto visited = [&](std::string_view service) {
    std::vector<std::uint32_t> indexes;
    policy->each_candidate(service, [&](std::uint32_t index) { indexes.push_back(index); });
    return indexes;
  };
  EXPECT_EQ(visited("s3"), (std::vector<std::uint32_t>{2, 3, 1}));
  EXPECT_EQ(visited("iam"), (std::vector<std::uint32_t>{2, 3}));
}

}  // namespace
}  // namespace strongroom::policy
