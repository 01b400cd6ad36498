#include "ops/secretsmanager/restore_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using RestoreSecretTest = OperationTest;

TEST_F(RestoreSecretTest, TakesAScheduledDeletionBack) {
  const std::string arn = create("db");
  schedule_deletion("db");
  EXPECT_EQ(call("RestoreSecret", R"({"SecretId":"db"})").body,
            fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("DeletedDate"));
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"db"})"), Succeeds());
}

TEST_F(RestoreSecretTest, SucceedsForAnActiveSecretWithoutAChange) {
  create("db");
  EXPECT_THAT(call("RestoreSecret", R"({"SecretId":"db"})"), Succeeds());
  EXPECT_EQ(commits, 0U);
}

TEST_F(RestoreSecretTest, FindsNoSecretThatWasPurged) {
  create("db");
  call("DeleteSecret", R"({"SecretId":"db","ForceDeleteWithoutRecovery":true})");
  EXPECT_THAT(call("RestoreSecret", R"({"SecretId":"db"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
