#include "ops/secretsmanager/delete_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using DeleteSecretTest = OperationTest;

TEST_F(DeleteSecretTest, SchedulesTheDeletionInThirtyDays) {
  const std::string arn = create("db");
  const Answer answer = call("DeleteSecret", R"({"SecretId":"db"})");
  EXPECT_EQ(answer.body,
            fmt::format(R"({{"ARN":"{}","Name":"db","DeletionDate":1702592000.0}})", arn));
  EXPECT_TRUE(secret("db")->scheduled_for_deletion());
}

TEST_F(DeleteSecretTest, TakesAWindowOfSevenToThirtyDays) {
  create("db");
  for (const int days : {-1, 0, 6, 31}) {
    EXPECT_THAT(
        call("DeleteSecret", fmt::format(R"({{"SecretId":"db","RecoveryWindowInDays":{}}})", days)),
        Fails(ErrorCode::InvalidParameter,
              "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive)."));
  }
  const Answer answer =
      call("DeleteSecret",
           R"({"SecretId":"db","RecoveryWindowInDays":7,"ForceDeleteWithoutRecovery":false})");
  EXPECT_EQ(answer.part("/DeletionDate"), "1.7006048E9");
}

TEST_F(DeleteSecretTest, RefusesForceTogetherWithAWindow) {
  create("db");
  EXPECT_THAT(
      call("DeleteSecret",
           R"({"SecretId":"db","RecoveryWindowInDays":7,"ForceDeleteWithoutRecovery":true})"),
      Fails(ErrorCode::InvalidParameter,
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."));
  EXPECT_NE(secret("db"), nullptr);
}

TEST_F(DeleteSecretTest, PurgesAtOnceWhenForced) {
  const std::string arn = create("db");
  const Answer answer =
      call("DeleteSecret", R"({"SecretId":"db","ForceDeleteWithoutRecovery":true})");
  EXPECT_EQ(answer.body,
            fmt::format(R"({{"ARN":"{}","Name":"db","DeletionDate":1700000000.0}})", arn));
  EXPECT_EQ(secret("db"), nullptr);
  EXPECT_EQ(commits, 1U);
  EXPECT_EQ(resource_arn, arn);
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"db"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
}

TEST_F(DeleteSecretTest, PurgesAScheduledSecretWhenForced) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("DeleteSecret", R"({"SecretId":"db","ForceDeleteWithoutRecovery":true})"),
              Succeeds());
  EXPECT_EQ(secret("db"), nullptr);
}

TEST_F(DeleteSecretTest, SucceedsByForceForASecretThatIsNotThere) {
  const Answer by_name =
      call("DeleteSecret", R"({"SecretId":"none","ForceDeleteWithoutRecovery":true})");
  ASSERT_THAT(by_name, Succeeds());
  EXPECT_EQ(by_name.text("Name"), "none");
  EXPECT_THAT(by_name.text("ARN"),
              ::testing::StartsWith("arn:aws:secretsmanager:eu-west-1:111122223333:secret:none-"));
  constexpr std::string_view kArn =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:gone-AbCdEf";
  const Answer by_arn =
      call("DeleteSecret",
           fmt::format(R"({{"SecretId":"{}","ForceDeleteWithoutRecovery":true}})", kArn));
  EXPECT_EQ(by_arn.text("ARN"), kArn);
  EXPECT_EQ(by_arn.text("Name"), "gone");
}

TEST_F(DeleteSecretTest, FindsNoSecretThatIsNotThereWithoutForce) {
  EXPECT_THAT(call("DeleteSecret", R"({"SecretId":"none"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
}

TEST_F(DeleteSecretTest, RefusesToScheduleTwice) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("DeleteSecret", R"({"SecretId":"db"})"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

TEST_F(DeleteSecretTest, ChecksTheNameAlsoByForce) {
  EXPECT_THAT(call("DeleteSecret", R"({"SecretId":"a b","ForceDeleteWithoutRecovery":true})"),
              Fails(ErrorCode::Validation, kInvalidName));
}

TEST_F(DeleteSecretTest, PurgesTheSecretAsAFasterRequestLeftIt) {
  create("db");
  before_handle = [this] { put("db", "s2", '2'); };
  EXPECT_THAT(call("DeleteSecret", R"({"SecretId":"db","ForceDeleteWithoutRecovery":true})"),
              Succeeds());
  EXPECT_EQ(secret("db"), nullptr);
}

TEST_F(DeleteSecretTest, NamesItsConditionKeys) {
  create("db");
  authorizer.asked.clear();
  call("DeleteSecret", R"({"SecretId":"db","RecoveryWindowInDays":7})");
  EXPECT_THAT(authorizer.asked[0].context,
              ::testing::Contains(::testing::Pair("secretsmanager:RecoveryWindowInDays",
                                                  std::vector<std::string>{"7"})));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
