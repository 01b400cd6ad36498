#include "policy/denial_text.h"
#include "policy/evaluate.h"
#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

const std::string kUserA = "arn:aws:iam::111111111111:user/uA";
const std::string kRoleA = "arn:aws:iam::111111111111:role/ops/rA";
const std::string kSessionA = "arn:aws:sts::111111111111:assumed-role/rA/s1";
const std::string kRootA = "arn:aws:iam::111111111111:root";
const std::string kUserB = "arn:aws:iam::222222222222:user/uB";
const std::string kRootB = "arn:aws:iam::222222222222:root";
const std::string kSecrets = "arn:aws:secretsmanager:us-east-1:111111111111:secret:";
const std::string kKey = "arn:aws:kms:us-east-1:111111111111:key/k";
const std::string kDecrypt = "kms:Decrypt";

const std::string kNoIdentity = "because no identity-based policy allows the ";
const std::string kNoResource = "because no resource-based policy allows the ";
const std::string kNoBoundary = "because no permissions boundary allows the ";
const std::string kNoSession = "because no session policy allows the ";
const std::string kNoTrust = "because no role trust policy allows the ";
const std::string kInIdentity = "with an explicit deny in an identity-based policy";
const std::string kInResource = "with an explicit deny in a resource-based policy";
const std::string kInBoundary = "with an explicit deny in a permissions boundary";

using Key = std::pair<std::string, std::vector<std::string>>;

// One row of policy contract 9. Policies are given by their statements.
struct Case {
  int row = 0;
  std::string caller = "uA";
  std::string action = kGet;
  std::string resource = kSecret;
  std::vector<std::string> identity = {};
  std::string boundary = {};
  std::vector<std::string> session = {};
  std::string resource_policy = {};
  ResourceRule rule = ResourceRule::Ordinary;
  std::vector<std::vector<std::string>> service_control = {};
  std::vector<Tag> resource_tags = {};
  std::vector<Tag> caller_tags = {};
  std::vector<Key> keys = {};
  bool granted = false;
  std::string version = "2012-10-17";
  /// Empty: allowed. Else how the refusal ends, before the action's name.
  std::string refusal = {};
};

const std::string kTeamRed = when(R"({"StringEquals":{"aws:ResourceTag/team":"red"}})");
const std::string kTeamNotRed = when(R"({"StringNotEquals":{"aws:ResourceTag/team":"red"}})");
const std::string kOnlyRedCallers =
    deny("*", "*", when(R"({"StringNotEquals":{"aws:PrincipalTag/team":"red"}})"));
const std::string kAlwaysViaSecrets =
    allow("kms:Decrypt", "*",
          R"("Principal":"*",)" +
              when(R"({"StringEquals":{"kms:ViaService":"secretsmanager.us-east-1.amazonaws.com",
                       "kms:CallerAccount":"111111111111"}})"));
const std::string kOnlyUserA =
    R"({"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111111111111:user/uA"]},"Action":"*","Resource":"*"})";
const std::string kOnlyUserAndAccountA =
    R"({"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::111111111111:user/uA",
        "111111111111"]},"Action":"*","Resource":"*"})";
const std::string kWebTrust =
    R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111111111111:oidc-provider/P"},
        "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"P:aud":"sts"},
        "StringLike":{"P:sub":"repo:o/r:*"}}})";
const std::string kAssume = "sts:AssumeRole";

std::string trust(std::string_view principal, std::string_view more = {}) {
  std::string text = R"({"Effect":"Allow",)" + to(principal) + R"(,"Action":"sts:AssumeRole")";
  if (!more.empty()) text += "," + std::string(more);
  return text + "}";
}

const std::vector<Case> kDecisionCases = {
    {.row = 1, .refusal = kNoIdentity + kGet + " action"},
    {.row = 2, .identity = {allow(kGet, kSecret)}},
    {.row = 3, .identity = {allow(kGet, kSecret), deny(kGet, "*")}, .refusal = kInIdentity},
    {.row = 4, .identity = {allow("SecretsManager:getsecretvalue", kSecret)}},
    {.row = 5,
     .action = "secretsmanager:GetRandomPassword",
     .resource = "*",
     .identity = {allow("secretsmanager:Get*", "*")}},
    {.row = 6,
     .action = "secretsmanager:GetRandomPassword",
     .resource = "*",
     .identity = {allow("secretsmanager:Get*", kSecret)},
     .refusal = kNoIdentity + "secretsmanager:GetRandomPassword action"},
    {.row = 7, .identity = {allow(kGet, kSecrets + "app/*")}},
    {.row = 8, .identity = {allow(kGet, kSecrets + "APP/*")}, .refusal = kNoIdentity},
    {.row = 9, .identity = {allow(kGet, kSecrets + "app/db-??????")}},
    {.row = 10,
     .resource = kSecrets + "app/db-x-QwErTy",
     .identity = {allow(kGet, kSecrets + "app/db-??????")},
     .refusal = kNoIdentity},
    {.row = 11,
     .resource = kSecrets + "app/db-x-QwErTy",
     .identity = {allow(kGet, kSecrets + "app/db-*")}},
    {.row = 12, .identity = {allow(kGet, "arn:aws:secretsmanager:*:111111111111:secret:*")}},
    {.row = 13,
     .identity = {allow(kGet, "arn:aws:secretsmanager:eu-*:111111111111:secret:*")},
     .refusal = kNoIdentity},
    {.row = 14, .identity = {R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})"}},
    {.row = 15,
     .action = "iam:ListUsers",
     .resource = "*",
     .identity = {R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})"},
     .refusal = kNoIdentity},
    {.row = 16,
     .action = "kms:ListKeys",
     .resource = "*",
     .identity = {allow("*", "*"),
                  R"({"Effect":"Deny","NotAction":"secretsmanager:*","Resource":"*"})"},
     .refusal = kInIdentity},
    {.row = 17,
     .identity = {R"({"Effect":"Allow","Action":"*","NotResource":")" + kSecret + R"("})"},
     .refusal = kNoIdentity},
    {.row = 18,
     .resource = kSecrets + "other-AbCdEf",
     .identity = {R"({"Effect":"Allow","Action":"*","NotResource":")" + kSecret + R"("})"}},
    {.row = 19, .identity = {allow("iam:*", "*"), allow(kGet, kSecret)}},
    {.row = 20,
     .identity = {allow(kGet, kSecret), allow("iam:*", "*") + "," + deny(kGet, "*")},
     .refusal = kInIdentity},
    {.row = 21,
     .identity = {allow(kGet, kSecret)},
     .boundary = allow("kms:*", "*"),
     .refusal = kNoBoundary},
    {.row = 22, .boundary = allow("*", "*"), .refusal = kNoIdentity},
    {.row = 23, .resource_policy = allow(kGet, "*", to(kUserA))},
    {.row = 24, .boundary = allow("kms:*", "*"), .resource_policy = allow(kGet, "*", to(kUserA))},
    {.row = 25,
     .boundary = deny(kGet, "*"),
     .resource_policy = allow(kGet, "*", to(kUserA)),
     .refusal = kInBoundary},
    {.row = 26, .resource_policy = allow(kGet, "*", to(kRootA)), .refusal = kNoIdentity},
    {.row = 27,
     .identity = {allow(kGet, kSecret)},
     .resource_policy = allow(kGet, "*", to(kRootA))},
    {.row = 28,
     .identity = {allow("*", "*")},
     .resource_policy = deny(kGet, "*", to(kRootA)),
     .refusal = kInResource},
    {.row = 29, .resource_policy = allow(kGet, "*", R"("Principal":"*")")},
    {.row = 30,
     .caller = "uB",
     .resource_policy = allow(kGet, "*", R"("Principal":"*")"),
     .refusal = kNoIdentity},
    {.row = 31,
     .caller = "uB",
     .identity = {allow(kGet, kSecret)},
     .resource_policy = allow(kGet, "*", R"("Principal":"*")")},
    {.row = 32,
     .caller = "uB",
     .identity = {allow(kGet, kSecret)},
     .resource_policy = allow(kGet, "*", to(kRootB))},
    {.row = 33,
     .caller = "uB",
     .resource_policy = allow(kGet, "*", to(kRootB)),
     .refusal = kNoIdentity},
    {.row = 34, .caller = "uB", .identity = {allow("*", "*")}, .refusal = kNoResource},
    {.row = 35,
     .caller = "uB",
     .identity = {allow(kGet, kSecret)},
     .boundary = allow("kms:*", "*"),
     .resource_policy = allow(kGet, "*", to(kUserB)),
     .refusal = kNoBoundary},
    {.row = 36, .caller = "rA/s1", .resource_policy = allow(kGet, "*", to(kRoleA))},
    {.row = 37,
     .caller = "rA/s1",
     .boundary = allow("kms:*", "*"),
     .resource_policy = allow(kGet, "*", to(kRoleA)),
     .refusal = kNoBoundary},
    {.row = 38,
     .caller = "rA/s1",
     .session = {allow("kms:*", "*")},
     .resource_policy = allow(kGet, "*", to(kRoleA)),
     .refusal = kNoSession},
    {.row = 39,
     .caller = "rA/s1",
     .boundary = allow("kms:*", "*"),
     .session = {allow("kms:*", "*")},
     .resource_policy = allow(kGet, "*", to(kSessionA))},
    {.row = 40,
     .caller = "rA/s2",
     .session = {allow("kms:*", "*")},
     .resource_policy = allow(kGet, "*", to(kSessionA)),
     .refusal = kNoIdentity},
    {.row = 41,
     .caller = "rA/s1",
     .identity = {allow("*", "*")},
     .session = {allow("secretsmanager:DescribeSecret", "*")},
     .refusal = kNoSession},
    {.row = 42,
     .caller = "rA/s1",
     .identity = {allow(kGet, kSecret)},
     .session = {allow("kms:*", "*"), allow(kGet, "*")}},
    {.row = 43, .caller = "federated", .identity = {allow("*", "*")}, .refusal = kNoSession},
    {.row = 44,
     .caller = "federated",
     .identity = {allow("*", "*")},
     .resource_policy = allow(kGet, "*", to("arn:aws:sts::111111111111:federated-user/bob"))},
    {.row = 45,
     .caller = "federated",
     .identity = {allow("*", "*")},
     .session = {allow("kms:*", "*")},
     .resource_policy = allow(kGet, "*", to(kUserA)),
     .refusal = kNoSession},
    {.row = 46, .caller = "uA temporary", .identity = {allow(kGet, kSecret)}},
    {.row = 47, .caller = "rootA"},
    {.row = 48,
     .caller = "rootA",
     .resource_policy = deny(kGet, "*", R"("Principal":"*")"),
     .refusal = kInResource},
    {.row = 49,
     .caller = "rootA",
     .action = "secretsmanager:DeleteResourcePolicy",
     .resource_policy = deny(kGet, "*", R"("Principal":"*")")},
    {.row = 50, .caller = "rootB", .refusal = kNoResource},
    {.row = 51, .identity = {allow(kGet, "*")}, .resource_policy = kOnlyUserAndAccountA},
    {.row = 52,
     .caller = "rA/s1",
     .identity = {allow(kGet, "*")},
     .resource_policy = kOnlyUserAndAccountA,
     .refusal = kInResource},
    {.row = 53,
     .identity = {allow(kGet, "*")},
     .boundary = allow("*", "*"),
     .resource_policy = kOnlyUserA,
     .refusal = kInResource},
    {.row = 54, .identity = {allow(kGet, "*", kTeamRed)}, .resource_tags = {{"team", "red"}}},
    {.row = 55, .identity = {allow(kGet, "*", kTeamRed)}, .refusal = kNoIdentity},
    {.row = 56, .identity = {allow(kGet, "*", kTeamNotRed)}},
    {.row = 57, .identity = {allow("*", "*"), kOnlyRedCallers}, .refusal = kInIdentity},
    {.row = 58,
     .identity = {allow("*", "*"),
                  deny("*", "*",
                       when(R"({"StringNotEqualsIfExists":{"aws:PrincipalTag/team":"red"}})"))},
     .refusal = kInIdentity},
    {.row = 59,
     .identity = {allow(kGet, "*",
                        when(R"({"StringEqualsIfExists":{"aws:ResourceTag/team":"red"}})"))}},
    {.row = 60,
     .identity = {allow(kGet, "*",
                        when(R"({"StringEquals":{"aws:ResourceTag/team":["red","blue"]}})"))},
     .resource_tags = {{"team", "blue"}}},
    {.row = 61,
     .identity = {allow(kGet, "*",
                        when(R"({"StringNotEquals":{"aws:ResourceTag/team":["red","blue"]}})"))},
     .resource_tags = {{"team", "blue"}},
     .refusal = kNoIdentity},
    {.row = 62,
     .identity = {allow(
         kGet, "*",
         when(R"({"StringEquals":{"aws:ResourceTag/team":"red","aws:ResourceTag/x":"y"}})"))},
     .resource_tags = {{"team", "red"}, {"x", "z"}},
     .refusal = kNoIdentity},
    {.row = 66,
     .action = "secretsmanager:DeleteSecret",
     .identity = {allow(
         "*", "*", when(R"({"NumericLessThanEquals":{"secretsmanager:RecoveryWindowInDays":7}})"))},
     .keys = {{"secretsmanager:RecoveryWindowInDays", {"7"}}}},
    {.row = 67,
     .action = "secretsmanager:DeleteSecret",
     .identity = {allow(
         "*", "*", when(R"({"NumericLessThanEquals":{"secretsmanager:RecoveryWindowInDays":7}})"))},
     .keys = {{"secretsmanager:ForceDeleteWithoutRecovery", {"true"}}},
     .refusal = kNoIdentity},
    {.row = 68,
     .action = "secretsmanager:DeleteSecret",
     .identity = {allow("*", "*"),
                  deny("*", "*",
                       when(R"({"Bool":{"secretsmanager:ForceDeleteWithoutRecovery":true}})"))},
     .keys = {{"secretsmanager:ForceDeleteWithoutRecovery", {"true"}}},
     .refusal = kInIdentity},
    {.row = 69,
     .identity = {allow("*", "*",
                        when(R"({"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}})"))},
     .refusal = kNoIdentity},
    {.row = 70,
     .identity = {allow("*", "*",
                        when(R"({"DateGreaterThan":{"aws:TokenIssueTime":"2020-01-01"}})"))},
     .refusal = kNoIdentity},
    {.row = 71,
     .caller = "rA/s1",
     .identity = {allow("*", "*"),
                  deny("*", "*",
                       when(R"({"DateLessThan":{"aws:TokenIssueTime":"2026-01-15T11:00:00Z"}})"))},
     .refusal = kInIdentity},
    {.row = 72,
     .identity = {allow("*", "*"),
                  deny("*", "*",
                       when(R"({"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}})"))},
     .refusal = kInIdentity},
    {.row = 73,
     .identity = {allow("*", "*"),
                  deny("*", "*", when(R"({"Bool":{"aws:MultiFactorAuthPresent":"false"}})"))}},
    {.row = 78,
     .caller = "rA/s1",
     .identity = {allow(
         "*", "*",
         when(R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/*"}})"))}},
    {.row = 79,
     .identity = {allow("*", "*",
                        when(R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/ops/rA"}})"))},
     .refusal = kNoIdentity},
    {.row = 81, .identity = {allow("*", "*", when(R"({"Null":{"aws:TokenIssueTime":true}})"))}},
    {.row = 87,
     .identity = {allow("*", "*", when(R"({"ForAnyValue:StringEquals":
                                 {"secretsmanager:VersionStage":"AWSCURRENT"}})"))},
     .refusal = kNoIdentity},
    {.row = 88,
     .identity = {allow("*", "*", when(R"({"ForAnyValue:StringEquals":
                                 {"secretsmanager:VersionStage":"AWSCURRENT"}})"))},
     .keys = {{"secretsmanager:VersionStage", {"AWSCURRENT"}}}},
    {.row = 89,
     .resource = kSecrets + "uA/x-AbCdEf",
     .identity = {allow(kGet, kSecrets + "${aws:username}/*")}},
    {.row = 90,
     .caller = "rA/s1",
     .resource = kSecrets + "uA/x-AbCdEf",
     .identity = {allow(kGet, kSecrets + "${aws:username}/*")},
     .refusal = kNoIdentity},
    {.row = 91,
     .resource = kSecrets + "none/x-AbCdEf",
     .identity = {allow(kGet, kSecrets + "${aws:PrincipalTag/team, 'none'}/*")}},
    {.row = 92,
     .resource = kSecrets + "uA/x-AbCdEf",
     .identity = {allow(kGet, kSecrets + "${aws:username}/*")},
     .version = "2008-10-17",
     .refusal = kNoIdentity},
    {.row = 93,
     .resource = kSecrets + "red/x-AbCdEf",
     .identity = {allow(kGet, kSecrets + "${aws:PrincipalTag/team}/*")},
     .caller_tags = {{"team", "*"}},
     .refusal = kNoIdentity},
    {.row = 95,
     .identity = {allow("*", "*")},
     .service_control = {{allow("kms:*", "*")}},
     .refusal = "because no service control policy allows the "},
    {.row = 96,
     .identity = {allow(kGet, "*")},
     .service_control = {{allow("*", "*")}, {allow("secretsmanager:*", "*")}}},
    {.row = 97,
     .action = kDecrypt,
     .resource = kKey,
     .resource_policy = allow("kms:*", "*", to(kRootA)),
     .rule = ResourceRule::Key,
     .refusal = kNoIdentity},
    {.row = 98,
     .action = kDecrypt,
     .resource = kKey,
     .identity = {allow(kDecrypt, kKey)},
     .resource_policy = allow("kms:*", "*", to(kRootA)),
     .rule = ResourceRule::Key},
    {.row = 99,
     .action = kDecrypt,
     .resource = kKey,
     .identity = {allow("kms:*", "*")},
     .resource_policy = allow("kms:*", "*", to(kRoleA)),
     .rule = ResourceRule::Key,
     .refusal = kNoResource},
    {.row = 100,
     .caller = "rootA",
     .action = "kms:DescribeKey",
     .resource = kKey,
     .resource_policy = allow("kms:*", "*", to(kRoleA)),
     .rule = ResourceRule::Key,
     .refusal = kNoResource},
    {.row = 101,
     .action = kDecrypt,
     .resource = kKey,
     .resource_policy = allow(kDecrypt, "*", to(kUserA)),
     .rule = ResourceRule::Key},
    // What a grant's constraints say (102 and 103) is for the room of keys; here it is met or not.
    {.row = 102,
     .caller = "rA/s1",
     .action = kDecrypt,
     .resource = kKey,
     .resource_policy = allow("kms:*", "*", to(kUserA)),
     .rule = ResourceRule::Key,
     .granted = true},
    {.row = 103,
     .caller = "rA/s1",
     .action = kDecrypt,
     .resource = kKey,
     .resource_policy = allow("kms:*", "*", to(kUserA)),
     .rule = ResourceRule::Key,
     .refusal = kNoResource},
    {.row = 104,
     .action = kDecrypt,
     .resource = kKey,
     .identity = {allow(kGet, "*")},
     .resource_policy = kAlwaysViaSecrets,
     .rule = ResourceRule::Key,
     .keys = {{"kms:ViaService", {"secretsmanager.us-east-1.amazonaws.com"}},
              {"kms:CallerAccount", {"111111111111"}}}},
    {.row = 105,
     .action = kDecrypt,
     .resource = kKey,
     .identity = {allow(kGet, "*")},
     .resource_policy = kAlwaysViaSecrets,
     .rule = ResourceRule::Key,
     .keys = {{"kms:CallerAccount", {"111111111111"}}},
     .refusal = kNoResource},
    {.row = 106,
     .action = kAssume,
     .resource = kRoleA,
     .resource_policy = trust(kRootA),
     .rule = ResourceRule::RoleTrust,
     .refusal = kNoIdentity},
    {.row = 107,
     .action = kAssume,
     .resource = kRoleA,
     .resource_policy = trust(kUserA),
     .rule = ResourceRule::RoleTrust},
    {.row = 108,
     .caller = "uB",
     .action = kAssume,
     .resource = kRoleA,
     .resource_policy = trust(kUserB),
     .rule = ResourceRule::RoleTrust,
     .refusal = kNoIdentity},
    {.row = 109,
     .caller = "uB",
     .action = kAssume,
     .resource = kRoleA,
     .identity = {allow(kAssume, "*")},
     .resource_policy = trust(kRootB, R"("Condition":{"StringEquals":{"sts:ExternalId":"x"}})"),
     .rule = ResourceRule::RoleTrust,
     .refusal = kNoTrust},
    {.row = 110,
     .caller = "web identity",
     .action = "sts:AssumeRoleWithWebIdentity",
     .resource = kRoleA,
     .resource_policy = kWebTrust,
     .rule = ResourceRule::RoleTrust,
     .keys = {{"P:aud", {"sts"}}, {"P:sub", {"repo:o/r:ref"}}}},
    {.row = 111,
     .caller = "web identity",
     .action = "sts:AssumeRoleWithWebIdentity",
     .resource = kRoleA,
     .resource_policy = kWebTrust,
     .rule = ResourceRule::RoleTrust,
     .keys = {{"P:aud", {"sts"}}, {"P:sub", {"repo:o/evil:ref"}}},
     .refusal = kNoTrust},
    {.row = 112,
     .action = "sts:TagSession",
     .resource = kRoleA,
     .resource_policy = trust(kUserA),
     .rule = ResourceRule::RoleTrust,
     .refusal = kNoTrust},
    {.row = 113,
     .action = "sts:GetCallerIdentity",
     .resource = "*",
     .identity = {deny("sts:GetCallerIdentity", "*")}},
    {.row = 114, .resource = "nosuch", .identity = {allow(kGet, kSecret)}, .refusal = kNoIdentity},
    // Allowed here; that there is no such secret is found out later.
    {.row = 115, .resource = "nosuch", .identity = {allow(kGet, "*")}},
    // The two kinds of requests that a batch is decided by.
    {.row = 116,
     .action = "secretsmanager:BatchGetSecretValue",
     .resource = "*",
     .identity = {allow("secretsmanager:BatchGetSecretValue", "*"), allow(kGet, kSecret)}},
    {.row = 116,
     .resource = kSecrets + "T-AbCdEf",
     .identity = {allow("secretsmanager:BatchGetSecretValue", "*"), allow(kGet, kSecret)},
     .refusal = kNoIdentity},
    {.row = 119,
     .resource_policy =
         allow(kGet, "*",
               R"("Principal":"*",)" +
                   when(R"({"StringEquals":{"aws:PrincipalArn":")" + kUserA + R"("}})"))},
};

Caller caller_named(const std::string& name) {
  if (name == "uB") return user_of(kAccountB, "uB");
  if (name == "rootA") return root_of(kAccountA);
  if (name == "rootB") return root_of(kAccountB);
  if (name == "federated") return federated_of(kAccountA, "bob");
  if (name.starts_with("rA/")) {
    Caller session = session_of(kAccountA, name.substr(3));
    session.token_issued =
        std::chrono::sys_days(std::chrono::January / 15 / 2026) + std::chrono::hours(10);
    return session;
  }
  if (name == "web identity") {
    return {.kind = Caller::Kind::WebIdentity,
            .federated_provider = "arn:aws:iam::111111111111:oidc-provider/P"};
  }
  Caller user = user_of(kAccountA, "uA");
  user.temporary = name == "uA temporary";
  return user;
}

PolicyPtr policy_of(const std::string& statements, const std::string& version) {
  return compiled(document(statements, version));
}

std::vector<PolicyPtr> policies_of(const std::vector<std::string>& list,
                                   const std::string& version) {
  std::vector<PolicyPtr> policies;
  for (const std::string& statements : list) policies.push_back(policy_of(statements, version));
  return policies;
}

PolicyKind kind_of(ResourceRule rule) {
  switch (rule) {
    case ResourceRule::Ordinary:
      return PolicyKind::Secret;
    case ResourceRule::Key:
      return PolicyKind::Key;
    case ResourceRule::RoleTrust:
      return PolicyKind::RoleTrust;
  }
  return PolicyKind::Secret;
}

Scenario scenario_of(const Case& row) {
  Scenario scenario;
  scenario.caller = caller_named(row.caller);
  scenario.caller.tags = row.caller_tags;
  scenario.action = row.action;
  scenario.resource = row.resource;
  scenario.tags = row.resource_tags;
  scenario.rule = row.rule;
  scenario.granted = row.granted;
  scenario.identity = policies_of(row.identity, row.version);
  if (!row.boundary.empty()) scenario.boundary = policy_of(row.boundary, row.version);
  if (!row.session.empty()) scenario.session = policies_of(row.session, row.version);
  if (!row.resource_policy.empty()) {
    scenario.resource_policy =
        compiled(document(row.resource_policy, row.version), kind_of(row.rule));
  }
  for (const auto& level : row.service_control) {
    scenario.service_control.push_back(policies_of(level, row.version));
  }
  for (const auto& [name, values] : row.keys) scenario.add_key(name, values);
  return scenario;
}

class DecisionTest : public ::testing::TestWithParam<Case> {};

TEST_P(DecisionTest, IsThatOfTheContract) {
  const Case& row = GetParam();
  const Scenario scenario = scenario_of(row);
  const Evaluation evaluation = scenario.decide();
  if (row.refusal.empty()) {
    EXPECT_TRUE(evaluation.allowed()) << denial_reason(row.action, evaluation);
    return;
  }
  EXPECT_FALSE(evaluation.allowed());
  const bool names_action = row.refusal.ends_with(" the ");
  EXPECT_EQ(denial_reason(row.action, evaluation),
            names_action ? row.refusal + row.action + " action" : row.refusal);
}

INSTANTIATE_TEST_SUITE_P(Contract9, DecisionTest, ::testing::ValuesIn(kDecisionCases),
                         [](const auto& row) {
                           return "Row" + std::to_string(row.param.row) + "At" +
                                  std::to_string(row.index);
                         });

}  // namespace
}  // namespace strongroom::policy
