#include "ops/secretsmanager/rotate_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class RotateSecretTest : public OperationTest {
 protected:
  static constexpr std::string_view kFunction =
      "arn:aws:lambda:eu-west-1:111122223333:function:rotate";
  Answer rotate(std::string_view more, std::string_view id = "db") {
    return call("RotateSecret", fmt::format(R"({{"SecretId":"{}","ClientRequestToken":"{}"{}}})",
                                            id, token('9'), more));
  }
  Answer rotate_with(std::string_view rules) {
    return rotate(fmt::format(R"(,"RotationLambdaARN":"{}","RotationRules":{})", kFunction, rules));
  }
  static constexpr std::string_view kNotInvocable =
      "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function "
      "policy "
      "grants access to the principal secretsmanager.amazonaws.com.";
};

TEST_F(RotateSecretTest, CanInvokeNoFunctionAndStoresNothing) {
  create("db");
  const std::string before = call("DescribeSecret", R"({"SecretId":"db"})").body;
  EXPECT_THAT(rotate_with(R"({"AutomaticallyAfterDays":30})"),
              Fails(ErrorCode::AccessDenied, kNotInvocable));
  EXPECT_EQ(commits, 0U);
  EXPECT_EQ(call("DescribeSecret", R"({"SecretId":"db"})").body, before);
}

TEST_F(RotateSecretTest, NeedsAFunction) {
  create("db");
  constexpr std::string_view kText =
      "No Lambda rotation function ARN is associated with this secret.";
  EXPECT_THAT(rotate(""), Fails(ErrorCode::InvalidRequest, kText));
  EXPECT_THAT(rotate(R"(,"RotationLambdaARN":"")"), Fails(ErrorCode::InvalidRequest, kText));
}

TEST_F(RotateSecretTest, RefusesWhatIsNoFunctionOfThisRegion) {
  create("db");
  for (const char* function : {"rotate", "arn:aws:lambda:us-east-1:111122223333:function:rotate",
                               "arn:aws:s3:eu-west-1:111122223333:function:rotate",
                               "arn:aws:lambda:eu-west-1:111122223333:function:",
                               "arn:aws:lambda:eu-west-1:1111:function:rotate"}) {
    EXPECT_THAT(rotate(fmt::format(R"(,"RotationLambdaARN":"{}")", function)),
                Fails(ErrorCode::InvalidParameter,
                      "Invalid rotation Lambda ARN. Ensure the ARN matches format "
                      "arn:aws:lambda:eu-west-1:111122223333:function:<functionName>."));
  }
}

TEST_F(RotateSecretTest, ChecksTheRules) {
  create("db");
  EXPECT_THAT(
      rotate_with(R"j({"AutomaticallyAfterDays":30,"ScheduleExpression":"rate(10 days)"})j"),
      Fails(ErrorCode::InvalidParameter,
            "You cannot specify both rotation frequency and schedule expression together."));
  EXPECT_THAT(
      rotate_with(R"j({"ScheduleExpression":"rate(3 hours)"})j"),
      Fails(ErrorCode::InvalidParameter, "Rate in hour should be least 4 and less than 24."));
  EXPECT_THAT(rotate_with(R"({"ScheduleExpression":"often"})"),
              Fails(ErrorCode::InvalidParameter, "Invalid schedule expression."));
  EXPECT_THAT(rotate_with(R"j({"ScheduleExpression":"cron(0 8 1 * ? *)","Duration":"2h"})j"),
              Fails(ErrorCode::AccessDenied, kNotInvocable));
}

TEST_F(RotateSecretTest, ChecksTheShapeOfTheRules) {
  for (const char* rules :
       {R"({"AutomaticallyAfterDays":0})", R"({"AutomaticallyAfterDays":1001})",
        R"({"Duration":"h"})", R"({"Duration":"2m"})", R"({"Duration":"1000h"})",
        R"({"ScheduleExpression":"rate(10 days)!"})"}) {
    const Answer answer = rotate_with(rules);
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->code(), ErrorCode::Validation) << rules;
  }
}

TEST_F(RotateSecretTest, RefusesWhileAnotherRotationIsPending) {
  create("db");
  add_placeholder("db", '2');
  EXPECT_THAT(rotate(fmt::format(R"(,"RotationLambdaARN":"{}")", kFunction)),
              Fails(ErrorCode::InvalidRequest,
                    "A previous rotation isn't complete. That rotation will be reattempted."));
}

TEST_F(RotateSecretTest, ChecksTheTokenBeforeTheSecret) {
  EXPECT_THAT(call("RotateSecret", R"({"SecretId":"none"})"),
              Fails(ErrorCode::InvalidParameter, kNoToken));
  EXPECT_THAT(rotate("", "none"), Fails(ErrorCode::ResourceNotFound, kNotFound));
}

TEST_F(RotateSecretTest, RefusesASecretScheduledForDeletion) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(rotate(""), Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
