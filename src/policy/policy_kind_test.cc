#include "policy/policy_kind.h"

#include "policy/policy_warnings.h"
#include "policy/problem_text.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

std::string policy_of(std::string_view statement) {
  return R"({"Version":"2012-10-17","Statement":[)" + std::string(statement) + "]}";
}

std::string iam_text(const std::string& text, PolicyKind kind = PolicyKind::Identity) {
  const auto document = parse_policy(text, kind);
  return document ? "sound" : iam_problem_text(document.error());
}

struct TextCase {
  std::string statement;
  std::string text;
};

// The texts of policy contract 1.1.
TEST(IdentityPolicyTest, IsRefusedWithTheTextOfIam) {
  const std::string resources = R"(,"Resource":"*"})";
  const TextCase cases[] = {
      {R"({"Effect":"Allow","Action":"s3:*")" + resources, "sound"},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*","Extra":1})",
       "Syntax errors in policy."},
      {R"({"Action":"s3:*")" + resources, "Syntax errors in policy."},
      {R"({"Effect":"Allow","Action":"s3:*","NotAction":"s3:*")" + resources,
       "Syntax errors in policy."},
      {R"({"Effect":"Allow","Principal":"*","Action":"s3:*")" + resources,
       "Syntax errors in policy."},
      {R"({"Effect":"Allow","Action":"s3:*","Condition":{"Equals":{"a:b":"c"}})" + resources,
       "Syntax errors in policy."},
      {R"({"Sid":"not so","Effect":"Allow","Action":"s3:*")" + resources,
       "Syntax errors in policy."},
      {R"({"Effect":"allow","Action":"s3:*")" + resources, "The policy failed legacy parsing"},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"bucket"})",
       "The policy failed legacy parsing"},
      {R"({"Effect":"Allow","Action":"s3:*","Condition":{"DateLessThan":{"a:b":"soon"}})" +
           resources,
       "The policy failed legacy parsing"},
      {R"({"Effect":"Allow")" + resources, "Policy statement must contain actions."},
      {R"({"Effect":"Allow","Action":[])" + resources, "Policy statement must contain actions."},
      {R"({"Effect":"Allow","Action":"s3:*"})", "Policy statement must contain resources."},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":[]})",
       "Policy statement must contain resources."},
      {R"({"Effect":"Allow","Action":"GetObject")" + resources,
       "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
      {R"({"Effect":"Allow","Action":"s3:a:b")" + resources,
       "Actions/Condition can contain only one colon."},
      {R"({"Effect":"Allow","Action":"s 3:a")" + resources, "Vendor s 3 is not valid"},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s*:::x"})",
       "Resource vendor must be fully qualified and cannot contain regexes."},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:us-east-1::x"})",
       "Resource arn:aws:s3:us-east-1::x can not contain region information."},
      {R"({"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam:us-east-1:1:user/x"})",
       "IAM resource arn:aws:iam:us-east-1:1:user/x cannot contain region information."},
      {R"({"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::1:person/x"})",
       "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, "
       "group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, "
       "oidc-provider/, report/, access-report/."},
      {R"({"Effect":"Allow","Action":"iam:*","Resource":["arn:aws:iam::1:user/x","arn:aws:iam::1:*","arn:aws:iam::1:us*"]})",
       "sound"},
      {R"({"Sid":"a","Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Sid":"a","Effect":"Allow","Action":"s3:*")" +
           resources,
       "Statement IDs (SID) in a single policy must be unique."},
  };
  for (const TextCase& row : cases) {
    EXPECT_EQ(iam_text(policy_of(row.statement)), row.text) << row.statement;
  }
  EXPECT_EQ(iam_text("{"), "This policy contains invalid Json");
}

TEST(IdentityPolicyTest, MustBeOfTheNewVersionUnlessItIsASessions) {
  const std::string old = R"({"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
  EXPECT_EQ(iam_text(old), "Policy document must be version 2012-10-17 or greater.");
  EXPECT_EQ(iam_text(old, PolicyKind::Session), "sound");
}

TEST(IdentityPolicyTest, HasNoId) {
  EXPECT_EQ(iam_text(R"({"Version":"2012-10-17","Id":"x","Statement":
                         {"Effect":"Allow","Action":"*","Resource":"*"}})"),
            "Syntax errors in policy.");
}

// Row 120 of policy contract 9.
TEST(SessionPolicyTest, NamesNoPrincipals) {
  EXPECT_EQ(iam_text(policy_of(R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})"),
                     PolicyKind::Session),
            "Syntax errors in policy.");
}

TEST(TrustPolicyTest, IsRefusedWithTheTextOfIam) {
  const TextCase cases[] = {
      {R"({"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"})",
       "sound"},
      {R"({"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/x"},
           "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"]})",
       "sound"},
      {R"({"Effect":"Allow","Principal":"*","Action":"sts:*"})", "sound"},
      {R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"})",
       "Has prohibited field Resource"},
      {R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject"})",
       "AssumeRole policy may only specify STS AssumeRole actions."},
      {R"({"Effect":"Allow","Principal":"*","Action":"*"})",
       "AssumeRole policy may only specify STS AssumeRole actions."},
      {R"({"Effect":"Allow","Action":"sts:AssumeRole"})", "Syntax errors in policy."},
      {R"({"Effect":"Deny","NotPrincipal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"})",
       "Syntax errors in policy."},
      {R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::1:role/*"},"Action":"sts:AssumeRole"})",
       R"(Invalid principal in policy: "AWS":"arn:aws:iam::1:role/*")"},
      {R"({"Effect":"Allow","Principal":{"Service":"nobody"},"Action":"sts:AssumeRole"})",
       R"(Invalid principal in policy: "SERVICE":"nobody")"},
  };
  for (const TextCase& row : cases) {
    EXPECT_EQ(iam_text(policy_of(row.statement), PolicyKind::RoleTrust), row.text) << row.statement;
  }
}

TEST(ResourcePolicyKindTest, NeedsPrincipalsAndTakesAnySid) {
  const std::string statement =
      R"({"Sid":"for the app","Effect":"Allow","Principal":"*","Action":"kms:*"})";
  for (const PolicyKind kind : {PolicyKind::Secret, PolicyKind::Key}) {
    EXPECT_TRUE(parse_policy(policy_of(statement), kind));
    EXPECT_FALSE(
        parse_policy(policy_of(R"({"Effect":"Allow","Action":"kms:*","Resource":"*"})"), kind));
  }
}

TEST(ProblemTest, SaysLineAndColumn) {
  const auto at = [](const std::string& text, PolicyKind kind = PolicyKind::Identity) {
    const auto document = parse_policy(text, kind);
    if (document) return std::string("sound");
    return std::to_string(document.error().line) + ":" + std::to_string(document.error().column);
  };
  EXPECT_EQ(at("{\n  \"Version\": 1\n}"), "2:14");
  EXPECT_EQ(at(R"({"Version":"2012-10-17","Statement":[
    {"Effect":"Allow","Action":"*","Resource":"*"},
    {"Effect":"Allow","Action":"nocolon","Resource":"*"}]})"),
            "3:32");
  EXPECT_EQ(at("{\n  x}"), "2:3");
  EXPECT_EQ(at(R"({"Version":"2012-10-17","Statement":
    {"Effect":"Allow","Action":"*"}})"),
            "2:5")
      << "of what is missing, the statement";
}

TEST(PolicySizeTest, DoesNotCountWhiteSpace) {
  EXPECT_EQ(policy_size(" { \"a\" :\n\t[1, 2]\r\n} "), 11U);
  EXPECT_EQ(policy_size("\u00e9"), 1U);
}

TEST(PolicyWarningTest, IsGivenForServicesThatActForAnybody) {
  const auto count = [](std::string_view statement) {
    return policy_warnings(parse_policy(policy_of(statement), PolicyKind::Secret).value()).size();
  };
  const std::string service =
      R"({"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"*")";
  EXPECT_EQ(count(service + "}"), 1U);
  EXPECT_EQ(count(service + R"(,"Condition":{"StringEquals":{"AWS:SourceAccount":"1"}}})"), 0U);
  EXPECT_EQ(count(service + R"(,"Condition":{"StringEqualsIfExists":{"aws:SourceAccount":"1"}}})"),
            1U);
}

TEST(PolicyWarningTest, IsGivenForAnAllowThatForAllValuesMakesWide) {
  const auto document = parse_policy(policy_of(R"({"Effect":"Allow","Action":"*","Resource":"*",
                    "Condition":{"ForAllValues:StringEquals":{"aws:TagKeys":"a"}}})"),
                                     PolicyKind::Identity);
  ASSERT_TRUE(document);
  const auto warnings = policy_warnings(*document);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].kind, PolicyWarning::Kind::ForAllValuesInAllow);
  EXPECT_EQ(warnings[0].where, "Statement[0]");
}

}  // namespace
}  // namespace strongroom::policy
