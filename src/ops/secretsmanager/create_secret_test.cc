#include "ops/secretsmanager/create_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using CreateSecretTest = OperationTest;

std::string request(std::string_view name, std::string_view more, char c = '1') {
  return fmt::format(R"({{"Name":"{}","ClientRequestToken":"{}"{}}})", name, token(c), more);
}

TEST_F(CreateSecretTest, MakesAFirstVersionWithTheTokenAsItsId) {
  const Answer answer = call("CreateSecret", request("app/db", R"(,"SecretString":"s1")"));
  ASSERT_THAT(answer, Succeeds());
  EXPECT_THAT(answer.text("ARN"),
              ::testing::MatchesRegex(
                  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/db-[A-Za-z0-9]{6}"));
  EXPECT_EQ(answer.text("Name"), "app/db");
  EXPECT_EQ(answer.text("VersionId"), token('1'));
  EXPECT_EQ(labels("app/db"), fmt::format(R"({{"{}":["AWSCURRENT"]}})", token('1')));
  EXPECT_EQ(answer.json.size(), 3U);
}

TEST_F(CreateSecretTest, MakesASecretWithoutVersionsWhenNoValueIsGiven) {
  const Answer answer = call("CreateSecret", request("empty", ""));
  ASSERT_THAT(answer, Succeeds());
  EXPECT_FALSE(answer.has("VersionId"));
  EXPECT_EQ(labels("empty"), "absent");
}

TEST_F(CreateSecretTest, TakesAnEmptyValueForNone) {
  const Answer answer =
      call("CreateSecret", request("empty", R"(,"SecretString":"","SecretBinary":"")"));
  ASSERT_THAT(answer, Succeeds());
  EXPECT_FALSE(answer.has("VersionId"));
}

TEST_F(CreateSecretTest, GivesTheSameAnswerToTheSameRequest) {
  const std::string arn = create("db", "s1", '1');
  const Answer again = call("CreateSecret", request("db", R"(,"SecretString":"s1")"));
  ASSERT_THAT(again, Succeeds());
  EXPECT_EQ(again.text("ARN"), arn);
  EXPECT_EQ(again.text("VersionId"), token('1'));
  EXPECT_EQ(commits, 0U);
}

TEST_F(CreateSecretTest, RefusesAUsedTokenForAnotherValue) {
  const std::string arn = create("db", "s1", '1');
  const std::string text = fmt::format(
      "You can't use ClientRequestToken {} because that value is already in use for a version of "
      "secret {}.",
      token('1'), arn);
  EXPECT_THAT(call("CreateSecret", request("db", R"(,"SecretString":"s2")")),
              Fails(ErrorCode::ResourceExists, text));
  // The same bytes as a binary value are another value.
  EXPECT_THAT(call("CreateSecret", request("db", R"(,"SecretBinary":"czE=")")),
              Fails(ErrorCode::ResourceExists, text));
}

TEST_F(CreateSecretTest, RefusesANameThatIsTaken) {
  create("db", "s1", '1');
  EXPECT_THAT(call("CreateSecret", request("db", R"(,"SecretString":"s1")", '2')),
              Fails(ErrorCode::ResourceExists,
                    "The operation failed because the secret db already exists."));
}

TEST_F(CreateSecretTest, RefusesANameThatIsScheduledForDeletion) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("CreateSecret", request("db", R"(,"SecretString":"s1")")),
              Fails(ErrorCode::InvalidRequest,
                    "You can't create this secret because a secret with this name is already "
                    "scheduled for deletion."));
}

TEST_F(CreateSecretTest, RefusesTwoValues) {
  EXPECT_THAT(call("CreateSecret", request("db", R"(,"SecretString":"a","SecretBinary":"YQ==")")),
              Fails(ErrorCode::InvalidParameter,
                    "The request had invalid params: You can't specify both a binary secret value "
                    "and a string secret value in the same secret."));
}

TEST_F(CreateSecretTest, NeedsAToken) {
  EXPECT_THAT(call("CreateSecret", R"({"Name":"db","SecretString":"s"})"),
              Fails(ErrorCode::InvalidRequest, kNoToken));
}

TEST_F(CreateSecretTest, RefusesCharactersThatNoNameHas) {
  for (const char* name : {"a b", "a*", "a?", "a]", R"(a\\b)", "a:b", "ä",
                           "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf"}) {
    EXPECT_THAT(call("CreateSecret", request(name, "")),
                Fails(ErrorCode::Validation, kInvalidName));
  }
}

TEST_F(CreateSecretTest, AcceptsEveryCharacterOfNames) {
  EXPECT_THAT(call("CreateSecret", request("/aZ9_+=.@-!", "")), Succeeds());
  EXPECT_THAT(call("CreateSecret", request("ends-AbCdEf", "")), Succeeds());
}

TEST_F(CreateSecretTest, ReportsBrokenConstraintsWithoutTheValue) {
  const Answer answer =
      call("CreateSecret",
           request("db", fmt::format(R"(,"SecretString":"{}")", std::string(65537, 'x'))));
  EXPECT_THAT(answer, Fails(ErrorCode::Validation,
                            "1 validation error detected: Value at 'secretString' failed to "
                            "satisfy constraint: Member must have length less than or equal to "
                            "65536"));
}

TEST_F(CreateSecretTest, KeepsDescriptionTypeAndTags) {
  ASSERT_THAT(call("CreateSecret", request("db", R"(,"Description":"main","Type":"DatadogApiKey",
                            "Tags":[{"Key":"k","Value":"v"},{"Key":"empty"}])")),
              Succeeds());
  const Answer described = call("DescribeSecret", R"({"SecretId":"db"})");
  EXPECT_EQ(described.text("Description"), "main");
  EXPECT_EQ(described.text("Type"), "DatadogApiKey");
  EXPECT_EQ(described.part("/Tags"), R"([{"Key":"k","Value":"v"},{"Key":"empty","Value":""}])");
  ASSERT_GE(authorizer.asked.size(), 2U);
  EXPECT_EQ(authorizer.asked[1].action, "secretsmanager:TagResource");
}

TEST_F(CreateSecretTest, NeedsToBeAllowedToTag) {
  authorizer.denied = {{"secretsmanager:TagResource", ""}};
  const Answer answer = call("CreateSecret", request("db", R"(,"Tags":[{"Key":"k","Value":"v"}])"));
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::AccessDenied);
  EXPECT_EQ(secret("db"), nullptr);
}

TEST_F(CreateSecretTest, NeedsToBeAllowedToReplicate) {
  authorizer.denied = {{"secretsmanager:ReplicateSecretToRegions", ""}};
  const Answer answer =
      call("CreateSecret", request("db", R"(,"AddReplicaRegions":[{"Region":"us-east-1"}])"));
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::AccessDenied);
}

TEST_F(CreateSecretTest, KnowsNoOtherRegionForReplicas) {
  for (const char* region : {"eu-west-1", "us-east-1"}) {
    EXPECT_THAT(
        call("CreateSecret",
             request("db", fmt::format(R"(,"AddReplicaRegions":[{{"Region":"{}"}}])", region))),
        Fails(ErrorCode::InvalidParameter, "Invalid replica region."));
  }
  EXPECT_EQ(secret("db"), nullptr);
}

TEST_F(CreateSecretTest, TakesTheDefaultKeyByNameAndShowsNone) {
  ASSERT_THAT(call("CreateSecret",
                   request("db", R"(,"SecretString":"s","KmsKeyId":"alias/aws/secretsmanager")")),
              Succeeds());
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("KmsKeyId"));
}

TEST_F(CreateSecretTest, RefusesOtherKeysAsKmsDoes) {
  const auto with_key = [this](std::string_view key) {
    return call("CreateSecret", request("db", fmt::format(R"(,"KmsKeyId":"{}")", key)));
  };
  constexpr std::string_view kPrefix = "The operation failed because of an invalid KMS key: ";
  EXPECT_THAT(with_key("mykey"),
              Fails(ErrorCode::InvalidParameter, fmt::format("{}Invalid keyId", kPrefix)));
  EXPECT_THAT(with_key("arn:aws:kms:us-east-1:111122223333:key/"
                       "11111111-2222-3333-4444-555555555555"),
              Fails(ErrorCode::InvalidParameter, fmt::format("{}Invalid arn us-east-1", kPrefix)));
  EXPECT_THAT(with_key("alias/aws/ebs"),
              Fails(ErrorCode::AccessDenied, "Access to KMS is not allowed"));
  const Answer missing = with_key("alias/mine");
  ASSERT_TRUE(missing.error);
  EXPECT_EQ(missing.error->code(), ErrorCode::InvalidParameter);
  EXPECT_EQ(secret("db"), nullptr);
}

TEST_F(CreateSecretTest, IsDecidedOnTheArnToComeWithWhatTheRequestCarries) {
  ASSERT_THAT(
      call("CreateSecret", request("db", R"(,"Description":"d","Tags":[{"Key":"k","Value":"v"}])")),
      Succeeds());
  const RecordingAuthorizer::Asked& access = authorizer.asked.front();
  EXPECT_EQ(access.action, "secretsmanager:CreateSecret");
  EXPECT_EQ(access.resource, secret("db")->arn());
  using Values = std::vector<std::string>;
  EXPECT_THAT(access.context, ::testing::UnorderedElementsAre(
                                  ::testing::Pair("secretsmanager:Name", Values{"db"}),
                                  ::testing::Pair("secretsmanager:Description", Values{"d"}),
                                  ::testing::Pair("aws:RequestTag/k", Values{"v"}),
                                  ::testing::Pair("aws:TagKeys", Values{"k"})));
}

TEST_F(CreateSecretTest, SeesASecretThatSomebodyElseMadeInBetween) {
  before_handle = [this] { create("db", "theirs", '2'); };
  EXPECT_THAT(call("CreateSecret", request("db", R"(,"SecretString":"ours")")),
              Fails(ErrorCode::ResourceExists,
                    "The operation failed because the secret db already exists."));
}

TEST_F(CreateSecretTest, LeavesItsNoteAndTheArnForTheAuditRecord) {
  const std::string arn = create("db");
  EXPECT_EQ(commits, 1U);
  EXPECT_EQ(resource_arn, arn);
}

TEST_F(CreateSecretTest, GivesTheNameAnotherArnAfterAPurge) {
  const std::string arn = create("db");
  ASSERT_THAT(call("DeleteSecret", R"({"SecretId":"db","ForceDeleteWithoutRecovery":true})"),
              Succeeds());
  EXPECT_NE(create("db"), arn);
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
