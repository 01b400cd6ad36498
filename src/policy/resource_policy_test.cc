#include "policy/resource_policy.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

std::string statement(std::string_view elements) {
  return R"({"Version":"2012-10-17","Statement":[{"Action":"secretsmanager:*",)" +
         std::string(elements) + "}]}";
}

TEST(ResourcePolicyTest, NeedsNoResource) {
  EXPECT_TRUE(
      parse_resource_policy(statement(R"("Effect":"Allow","Principal":{"AWS":"123456789012"})")));
}

TEST(ResourcePolicyTest, NeedsAPrincipalInEachStatement) {
  const auto policy = parse_resource_policy(statement(R"("Effect":"Allow","Resource":"*")"));
  ASSERT_FALSE(policy);
  EXPECT_EQ(policy.error().kind, Problem::Kind::Syntax);
  EXPECT_EQ(policy.error().where, "Statement[0].Principal");
}

TEST(ResourcePolicyTest, TakesNotPrincipalOnlyToDeny) {
  EXPECT_TRUE(
      parse_resource_policy(statement(R"("Effect":"Deny","NotPrincipal":{"AWS":"123456789012"})")));
  EXPECT_FALSE(parse_resource_policy(
      statement(R"("Effect":"Allow","NotPrincipal":{"AWS":"123456789012"})")));
}

TEST(ResourcePolicyTest, RefusesPrincipalsOfOtherWorlds) {
  for (const char* principal :
       {R"({"Federated":"accounts.google.com"})", R"({"CanonicalUser":"79a59df900b949e5"})"}) {
    const auto policy = parse_resource_policy(
        statement(R"("Effect":"Allow","Principal":)" + std::string(principal)));
    ASSERT_FALSE(policy);
    EXPECT_EQ(policy.error().kind, Problem::Kind::Principal);
  }
}

}  // namespace
}  // namespace strongroom::policy
