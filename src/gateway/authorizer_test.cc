#include "gateway/authorizer.h"

#include "iam/access_keys.h"

#include <gtest/gtest.h>

namespace strongroom::gateway {
namespace {

policy::AccessRequest read_of(std::string_view resource, std::string_view account) {
  return {.action = "secretsmanager:GetSecretValue",
          .resource = resource,
          .resource_account = account,
          .context = {},
          .resource_tags = {}};
}

TEST(CallerAuthorizerTest, LetsRootDoEverythingInItsAccount) {
  const policy::Principal root = iam::root_of("111122223333");
  EXPECT_TRUE(CallerAuthorizer(root).require(read_of("name", "111122223333")));
}

TEST(CallerAuthorizerTest, RefusesRootInAnotherAccountAsAwsDoes) {
  const policy::Principal root = iam::root_of("111122223333");
  EXPECT_EQ(CallerAuthorizer(root)
                .require(read_of("arn:aws:secretsmanager:eu-west-1:444455556666:secret:a",
                                 "444455556666"))
                .error(),
            Error(ErrorCode::AccessDenied,
                  "User: arn:aws:iam::111122223333:root is not authorized to perform: "
                  "secretsmanager:GetSecretValue on resource: "
                  "arn:aws:secretsmanager:eu-west-1:444455556666:secret:a because no "
                  "resource-based policy allows the "
                  "secretsmanager:GetSecretValue action"));
}

TEST(CallerAuthorizerTest, RefusesEverybodyElse) {
  const policy::Principal user{
      .account = "111122223333", .arn = "arn:aws:iam::111122223333:user/alice", .root = false};
  EXPECT_EQ(CallerAuthorizer(user)
                .require({.action = "secretsmanager:ListSecrets",
                          .resource = "*",
                          .resource_account = "111122223333",
                          .context = {},
                          .resource_tags = {}})
                .error(),
            Error(ErrorCode::AccessDenied,
                  "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: "
                  "secretsmanager:ListSecrets because no "
                  "identity-based policy allows the secretsmanager:ListSecrets action"));
}

}  // namespace
}  // namespace strongroom::gateway
