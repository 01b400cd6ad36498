#include "ops/secretsmanager/delete_resource_policy.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using DeleteResourcePolicyTest = OperationTest;

TEST_F(DeleteResourcePolicyTest, DetachesThePolicy) {
  const std::string arn = create("db");
  ASSERT_THAT(
      call(
          "PutResourcePolicy",
          R"({"SecretId":"db","ResourcePolicy":"{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\"}}"})"),
      Succeeds());
  EXPECT_EQ(call("DeleteResourcePolicy", R"({"SecretId":"db"})").body,
            fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
  EXPECT_FALSE(call("GetResourcePolicy", R"({"SecretId":"db"})").has("ResourcePolicy"));
}

TEST_F(DeleteResourcePolicyTest, SucceedsWhenThereIsNone) {
  create("db");
  EXPECT_THAT(call("DeleteResourcePolicy", R"({"SecretId":"db"})"), Succeeds());
  EXPECT_EQ(commits, 0U);
}

TEST_F(DeleteResourcePolicyTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(call("DeleteResourcePolicy", R"({"SecretId":"db"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("DeleteResourcePolicy", R"({"SecretId":"db"})"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
