#include "ops/secretsmanager/cancel_rotate_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using CancelRotateSecretTest = OperationTest;

TEST_F(CancelRotateSecretTest, SucceedsForASecretThatNeverRotated) {
  const std::string arn = create("db");
  EXPECT_EQ(call("CancelRotateSecret", R"({"SecretId":"db"})").body,
            fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
  EXPECT_EQ(commits, 0U);
}

TEST_F(CancelRotateSecretTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(call("CancelRotateSecret", R"({"SecretId":"db"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("CancelRotateSecret", R"({"SecretId":"db"})"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
