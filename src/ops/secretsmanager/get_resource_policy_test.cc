#include "ops/secretsmanager/get_resource_policy.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using GetResourcePolicyTest = OperationTest;

TEST_F(GetResourcePolicyTest, LeavesThePolicyOutWhenThereIsNone) {
  const std::string arn = create("db");
  EXPECT_EQ(call("GetResourcePolicy", R"({"SecretId":"db"})").body,
            fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
}

TEST_F(GetResourcePolicyTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(call("GetResourcePolicy", R"({"SecretId":"db"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("GetResourcePolicy", R"({"SecretId":"db"})"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
