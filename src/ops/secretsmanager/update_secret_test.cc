#include "ops/secretsmanager/update_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class UpdateSecretTest : public OperationTest {
 protected:
  Answer update(std::string_view more, char c = '2', std::string_view id = "db") {
    return call("UpdateSecret", fmt::format(R"({{"SecretId":"{}","ClientRequestToken":"{}"{}}})",
                                            id, token(c), more));
  }
};

TEST_F(UpdateSecretTest, ChangesTheDescriptionWithoutAVersion) {
  const std::string arn = create("db");
  const Answer answer = update(R"(,"Description":"d")");
  EXPECT_EQ(answer.body, fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
  EXPECT_EQ(call("DescribeSecret", R"({"SecretId":"db"})").text("Description"), "d");
  EXPECT_EQ(secret("db")->versions.size(), 1U);
}

TEST_F(UpdateSecretTest, ClearsTheDescriptionWithAnEmptyOne) {
  create("db");
  update(R"(,"Description":"d")");
  update(R"(,"Description":"")", '3');
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("Description"));
}

TEST_F(UpdateSecretTest, ChangesNothingWhenNothingIsGiven) {
  create("db");
  const Answer answer = update("");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_FALSE(answer.has("VersionId"));
  EXPECT_EQ(commits, 0U);
}

TEST_F(UpdateSecretTest, MakesANewCurrentVersionForAValue) {
  create("db", "s1", '1');
  const Answer answer = update(R"(,"SecretString":"s2")");
  EXPECT_EQ(answer.text("VersionId"), token('2'));
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT"]}})", token('1'), token('2')));
}

TEST_F(UpdateSecretTest, MakesANewVersionForAnEqualValueUnderANewToken) {
  create("db", "s1", '1');
  clock.advance(std::chrono::seconds(1));
  update(R"(,"SecretString":"s1")");
  EXPECT_EQ(secret("db")->versions.size(), 2U);
  EXPECT_GT(secret("db")->changed, secret("db")->created);
}

TEST_F(UpdateSecretTest, GivesTheSameAnswerToTheSameRequest) {
  create("db", "s1", '1');
  const Answer first = update(R"(,"SecretString":"s2")");
  const Answer again = update(R"(,"SecretString":"s2")");
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(secret("db")->versions.size(), 2U);
}

TEST_F(UpdateSecretTest, RefusesAUsedTokenForAnotherValue) {
  const std::string arn = create("db", "s1", '1');
  EXPECT_THAT(update(R"(,"SecretString":"other")", '1'),
              Fails(ErrorCode::ResourceExists,
                    fmt::format("You can't use ClientRequestToken {} because that value is already "
                                "in use for a version of secret {}.",
                                token('1'), arn)));
}

TEST_F(UpdateSecretTest, ChangesNothingOfTheDescriptionWhenTheValueIsRefused) {
  create("db", "s1", '1');
  update(R"(,"Description":"d","SecretString":"other")", '1');
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("Description"));
}

TEST_F(UpdateSecretTest, DropsAPendingRotationWithAValue) {
  create("db", "s1", '1');
  put("db", "s2", '2', R"(["AWSPENDING"])");
  update(R"(,"SecretString":"s3")", '3');
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT"]}})", token('1'), token('3')));
}

TEST_F(UpdateSecretTest, TakesTheDefaultKeyInEveryFormAndRefusesOthers) {
  create("db");
  EXPECT_THAT(update(R"(,"KmsKeyId":"")"), Succeeds());
  EXPECT_THAT(update(R"(,"KmsKeyId":"alias/aws/secretsmanager")"), Succeeds());
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("KmsKeyId"));
  EXPECT_THAT(update(R"(,"KmsKeyId":"nothing")"),
              Fails(ErrorCode::InvalidParameter,
                    "The operation failed because of an invalid KMS key: Invalid keyId"));
}

TEST_F(UpdateSecretTest, RefusesTwoValues) {
  create("db");
  const Answer answer = update(R"(,"SecretString":"a","SecretBinary":"YQ==")");
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::InvalidParameter);
}

TEST_F(UpdateSecretTest, ChecksTheTokenBeforeTheSecret) {
  EXPECT_THAT(call("UpdateSecret", R"({"SecretId":"none"})"),
              Fails(ErrorCode::InvalidRequest, kNoToken));
  EXPECT_THAT(update("", '2', "none"), Fails(ErrorCode::ResourceNotFound, kNotFound));
}

TEST_F(UpdateSecretTest, RefusesASecretScheduledForDeletion) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(update(R"(,"Description":"d")"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

TEST_F(UpdateSecretTest, StartsAgainWhenAnotherRequestWasFaster) {
  create("db", "s1", '1');
  before_handle = [this] { put("db", "theirs", '3'); };
  ASSERT_THAT(update(R"(,"Description":"d")"), Succeeds());
  EXPECT_EQ(secret("db")->versions.size(), 2U);
  EXPECT_EQ(secret("db")->extras().description, "d");
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
