#include "ops/secretsmanager/get_secret_value.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using GetSecretValueTest = OperationTest;

TEST_F(GetSecretValueTest, GivesTheCurrentVersion) {
  const std::string arn = create("db", "s1", '1');
  clock.advance(std::chrono::milliseconds(1500));
  put("db", "s2", '2');
  const Answer answer = call("GetSecretValue", R"({"SecretId":"db"})");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(answer.body,
            fmt::format(R"({{"ARN":"{}","Name":"db","VersionId":"{}","SecretString":"s2",)"
                        R"("VersionStages":["AWSCURRENT"],"CreatedDate":1700000001.5}})",
                        arn, token('2')));
}

TEST_F(GetSecretValueTest, FindsTheSecretByEveryFormOfItsId) {
  const std::string arn = create("app/db");
  const std::string partial = arn.substr(0, arn.size() - 7);
  for (const std::string& id : {std::string("app/db"), arn, partial}) {
    EXPECT_THAT(call("GetSecretValue", fmt::format(R"({{"SecretId":"{}"}})", id)), Succeeds());
  }
}

TEST_F(GetSecretValueTest, DoesNotFindItByAnythingElse) {
  const std::string arn = create("app/db");
  const std::string suffix = arn.substr(arn.size() - 7);
  for (const std::string& id :
       {std::string("app/d"), std::string("App/db"), "app/db" + suffix,
        arn.substr(0, arn.size() - 1) + "_",
        std::string("arn:aws:secretsmanager:eu-west-1:999999999999:secret:app/db")}) {
    EXPECT_THAT(call("GetSecretValue", fmt::format(R"({{"SecretId":"{}"}})", id)),
                Fails(ErrorCode::ResourceNotFound, kNotFound));
  }
}

TEST_F(GetSecretValueTest, GivesAVersionByItsId) {
  create("db", "s1", '1');
  put("db", "s2", '2');
  put("db", "s3", '3');
  const Answer answer =
      call("GetSecretValue", fmt::format(R"({{"SecretId":"db","VersionId":"{}"}})", token('1')));
  EXPECT_EQ(answer.text("SecretString"), "s1");
  EXPECT_FALSE(answer.has("VersionStages"));  // it is deprecated
}

TEST_F(GetSecretValueTest, GivesAVersionByItsLabel) {
  create("db", "s1", '1');
  put("db", "s2", '2');
  EXPECT_EQ(call("GetSecretValue", R"({"SecretId":"db","VersionStage":"AWSPREVIOUS"})")
                .text("SecretString"),
            "s1");
}

TEST_F(GetSecretValueTest, FindsNoVersionByALabelThatIsNowhere) {
  create("db");
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"db","VersionStage":"AWSPREVIOUS"})"),
              Fails(ErrorCode::ResourceNotFound,
                    "Secrets Manager can't find the specified secret value for staging label: "
                    "AWSPREVIOUS"));
}

TEST_F(GetSecretValueTest, FindsNoValueInASecretWithoutVersions) {
  call("CreateSecret", fmt::format(R"({{"Name":"empty","ClientRequestToken":"{}"}})", token('1')));
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"empty"})"),
              Fails(ErrorCode::ResourceNotFound,
                    "Secrets Manager can't find the specified secret value for staging label: "
                    "AWSCURRENT"));
}

TEST_F(GetSecretValueTest, FindsNoVersionByAnUnknownId) {
  create("db");
  EXPECT_THAT(
      call("GetSecretValue", fmt::format(R"({{"SecretId":"db","VersionId":"{}"}})", token('9'))),
      Fails(ErrorCode::ResourceNotFound,
            "Secrets Manager can't find the specified secret value for VersionId: " + token('9')));
}

TEST_F(GetSecretValueTest, RefusesALabelThatTheVersionDoesNotHave) {
  create("db");
  EXPECT_THAT(
      call("GetSecretValue",
           fmt::format(R"({{"SecretId":"db","VersionId":"{}","VersionStage":"AWSPREVIOUS"}})",
                       token('1'))),
      Fails(ErrorCode::InvalidRequest,
            "You provided a VersionStage that is not associated to the provided VersionId."));
}

TEST_F(GetSecretValueTest, FindsNoValueInARotationsPlaceholder) {
  create("db", "s1", '1');
  add_placeholder("db", '2');
  const Answer by_both =
      call("GetSecretValue",
           fmt::format(R"({{"SecretId":"db","VersionId":"{}","VersionStage":"AWSPENDING"}})",
                       token('2')));
  ASSERT_TRUE(by_both.error);
  EXPECT_EQ(by_both.error->code(), ErrorCode::ResourceNotFound);
  const Answer by_label =
      call("GetSecretValue", R"({"SecretId":"db","VersionStage":"AWSPENDING"})");
  ASSERT_TRUE(by_label.error);
  EXPECT_EQ(by_label.error->code(), ErrorCode::ResourceNotFound);
}

TEST_F(GetSecretValueTest, RefusesASecretScheduledForDeletion) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"db"})"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

TEST_F(GetSecretValueTest, ChecksItsInputBeforeAnythingElse) {
  EXPECT_THAT(call("GetSecretValue", "{}"),
              Fails(ErrorCode::Validation,
                    "1 validation error detected: Value null at 'secretId' failed to satisfy "
                    "constraint: Member must not be null"));
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"a b"})"),
              Fails(ErrorCode::Validation, kInvalidName));
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"db","VersionId":"short"})"),
              Fails(ErrorCode::Validation,
                    "1 validation error detected: Value 'short' at 'versionId' failed to satisfy "
                    "constraint: Member must have length greater than or equal to 32"));
}

TEST_F(GetSecretValueTest, SetsTheDayOfTheLastAccess) {
  create("db");
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("LastAccessedDate"));
  call("GetSecretValue", R"({"SecretId":"db"})");
  EXPECT_EQ(call("DescribeSecret", R"({"SecretId":"db"})").part("/LastAccessedDate"), "1.69992E9");
}

TEST_F(GetSecretValueTest, IsDecidedOnTheArnWithoutALabelThatWasNotSent) {
  const std::string arn = create("db");
  authorizer.asked.clear();
  call("GetSecretValue", R"({"SecretId":"db"})");
  ASSERT_EQ(authorizer.asked.size(), 2U);
  EXPECT_EQ(authorizer.asked[0].resource, arn);
  EXPECT_EQ(authorizer.asked[0].resource_account, kAccount);
  EXPECT_THAT(authorizer.asked[0].context,
              ::testing::ElementsAre(
                  ::testing::Pair("secretsmanager:SecretId", std::vector<std::string>{arn})));
}

TEST_F(GetSecretValueTest, AsksForTheKeyWithThePermissionsOfItsCaller) {
  const std::string arn = create("db");
  authorizer.asked.clear();
  call("GetSecretValue", R"({"SecretId":"db"})");
  ASSERT_EQ(authorizer.asked.size(), 2U);
  EXPECT_EQ(authorizer.asked[1].action, "kms:Decrypt");
  using Values = std::vector<std::string>;
  EXPECT_THAT(
      authorizer.asked[1].context,
      ::testing::IsSupersetOf(
          {::testing::Pair("kms:ViaService", Values{"secretsmanager.eu-west-1.amazonaws.com"}),
           ::testing::Pair("kms:CallerAccount", Values{std::string(kAccount)}),
           ::testing::Pair("kms:EncryptionContext:SecretARN", Values{arn}),
           ::testing::Pair("kms:EncryptionContext:SecretVersionId", Values{token('1')}),
           ::testing::Pair("kms:EncryptionContextKeys", Values{"SecretARN", "SecretVersionId"}),
           ::testing::Pair("kms:ResourceAliases", Values{"alias/aws/secretsmanager"})}));
  authorizer.denied = {{"kms:Decrypt", "arn:aws:kms:"}};
  EXPECT_THAT(call("GetSecretValue", R"({"SecretId":"db"})"),
              Fails(ErrorCode::AccessDenied, "Access to KMS is not allowed"));
}

TEST_F(GetSecretValueTest, IsDecidedOnTheTagsOfTheSecret) {
  create("db");
  call("TagResource", R"({"SecretId":"db","Tags":[{"Key":"team","Value":"a"}]})");
  authorizer.asked.clear();
  call("GetSecretValue", R"({"SecretId":"db","VersionStage":"AWSCURRENT"})");
  EXPECT_THAT(authorizer.asked[0].context,
              ::testing::IsSupersetOf(
                  {::testing::Pair("aws:ResourceTag/team", std::vector<std::string>{"a"}),
                   ::testing::Pair("secretsmanager:VersionStage",
                                   std::vector<std::string>{"AWSCURRENT"})}));
}

TEST_F(GetSecretValueTest, IsDecidedOnTheNameAsSentWhenThereIsNoSuchSecret) {
  authorizer.denied = {{"secretsmanager:GetSecretValue", "none"}};
  const Answer answer = call("GetSecretValue", R"({"SecretId":"none"})");
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::AccessDenied);
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
