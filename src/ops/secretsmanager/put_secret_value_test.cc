#include "ops/secretsmanager/put_secret_value.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using PutSecretValueTest = OperationTest;

TEST_F(PutSecretValueTest, MakesTheNewVersionCurrentAndTheOldOnePrevious) {
  const std::string arn = create("db", "s1", '1');
  const Answer answer = put("db", "s2", '2');
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(
      answer.body,
      fmt::format(R"({{"ARN":"{}","Name":"db","VersionId":"{}","VersionStages":["AWSCURRENT"]}})",
                  arn, token('2')));
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT"]}})", token('1'), token('2')));
}

TEST_F(PutSecretValueTest, DeprecatesTheVersionBeforeThePreviousOne) {
  create("db", "s1", '1');
  put("db", "s2", '2');
  put("db", "s3", '3');
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT"]}})", token('2'), token('3')));
}

TEST_F(PutSecretValueTest, LeavesTheCurrentVersionAloneWhenLabelsAreGiven) {
  create("db", "s1", '1');
  const Answer answer = put("db", "s2", '2', R"(["AWSPENDING","MINE"])");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(answer.part("/VersionStages"), R"(["AWSPENDING","MINE"])");
  EXPECT_EQ(labels("db"), fmt::format(R"({{"{}":["AWSCURRENT"],"{}":["AWSPENDING","MINE"]}})",
                                      token('1'), token('2')));
}

TEST_F(PutSecretValueTest, MakesTheFirstVersionCurrentWhateverItsLabels) {
  call("CreateSecret", fmt::format(R"({{"Name":"empty","ClientRequestToken":"{}"}})", token('1')));
  const Answer answer = put("empty", "s", '2', R"(["MINE"])");
  EXPECT_EQ(answer.part("/VersionStages"), R"(["AWSCURRENT","MINE"])");
}

TEST_F(PutSecretValueTest, DropsAPendingRotationWhenTheCurrentVersionMoves) {
  create("db", "s1", '1');
  put("db", "s2", '2', R"(["AWSPENDING"])");
  put("db", "s3", '3');
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT"]}})", token('1'), token('3')));
}

TEST_F(PutSecretValueTest, GivesTheSameAnswerToTheSameRequest) {
  create("db", "s1", '1');
  const Answer first = put("db", "s2", '2');
  const Answer again = put("db", "s2", '2');
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(commits, 0U);
  EXPECT_EQ(secret("db")->versions.size(), 2U);
}

TEST_F(PutSecretValueTest, IgnoresOtherLabelsInARepeatedRequest) {
  create("db", "s1", '1');
  put("db", "s2", '2');
  EXPECT_EQ(put("db", "s2", '2', R"(["MINE"])").part("/VersionStages"), R"(["AWSCURRENT"])");
}

TEST_F(PutSecretValueTest, RefusesAUsedTokenForAnotherValue) {
  const std::string arn = create("db", "s1", '1');
  EXPECT_THAT(put("db", "other", '1'),
              Fails(ErrorCode::ResourceExists,
                    fmt::format("You can't use ClientRequestToken {} because that value is already "
                                "in use for a version of secret {}.",
                                token('1'), arn)));
}

TEST_F(PutSecretValueTest, FillsARotationsPlaceholder) {
  create("db", "s1", '1');
  add_placeholder("db", '2');
  ASSERT_THAT(put("db", "s2", '2', R"(["AWSPENDING"])"), Succeeds());
  EXPECT_EQ(secret("db")->versions.size(), 2U);
  EXPECT_EQ(call("GetSecretValue", R"({"SecretId":"db","VersionStage":"AWSPENDING"})")
                .text("SecretString"),
            "s2");
}

TEST_F(PutSecretValueTest, NeedsAValueThatIsNotEmpty) {
  create("db");
  constexpr std::string_view kText = "You must provide either SecretString or SecretBinary.";
  EXPECT_THAT(call("PutSecretValue",
                   fmt::format(R"({{"SecretId":"db","ClientRequestToken":"{}"}})", token('2'))),
              Fails(ErrorCode::InvalidRequest, kText));
  EXPECT_THAT(put("db", "", '2'), Fails(ErrorCode::InvalidRequest, kText));
  EXPECT_THAT(put("db", " ", '2'), Succeeds());
}

TEST_F(PutSecretValueTest, TakesABinaryValueAfterAString) {
  create("db");
  ASSERT_THAT(
      call("PutSecretValue",
           fmt::format(R"({{"SecretId":"db","SecretBinary":"AAEC/w==","ClientRequestToken":"{}"}})",
                       token('2'))),
      Succeeds());
  const Answer answer = call("GetSecretValue", R"({"SecretId":"db"})");
  EXPECT_EQ(answer.text("SecretBinary"), "AAEC/w==");
  EXPECT_FALSE(answer.has("SecretString"));
}

TEST_F(PutSecretValueTest, ChecksTheTokenBeforeTheSecret) {
  EXPECT_THAT(call("PutSecretValue", R"({"SecretId":"none","SecretString":"s"})"),
              Fails(ErrorCode::InvalidRequest, kNoToken));
}

TEST_F(PutSecretValueTest, FindsNoSecretThatIsNotThere) {
  EXPECT_THAT(put("none", "s", '1'), Fails(ErrorCode::ResourceNotFound, kNotFound));
}

TEST_F(PutSecretValueTest, RefusesASecretScheduledForDeletion) {
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(put("db", "s2", '2'), Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

TEST_F(PutSecretValueTest, RefusesMoreThanTwentyLabelsOnASecret) {
  create("db");
  std::string many;
  for (int i = 0; i < 20; ++i) many += fmt::format(R"({}"L{}")", i == 0 ? "" : ",", i);
  EXPECT_THAT(put("db", "s2", '2', "[" + many + "]"),
              Fails(ErrorCode::LimitExceeded,
                    "You exceeded the maximum number of staging labels allowed on a secret."));
  EXPECT_EQ(secret("db")->versions.size(), 1U);
}

TEST_F(PutSecretValueTest, KeepsAHundredVersionsOfADayAndPurgesOlderOnes) {
  create("db", "s", 'a');
  const auto put_number = [this](int number) {
    return call(
        "PutSecretValue",
        fmt::format(R"({{"SecretId":"db","SecretString":"s","ClientRequestToken":"{:036}"}})",
                    number));
  };
  for (int i = 0; i < 99; ++i) ASSERT_THAT(put_number(i), Succeeds());
  const Answer refused = put_number(99);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code(), ErrorCode::LimitExceeded);
  clock.advance(std::chrono::hours(25));
  EXPECT_THAT(put_number(99), Succeeds());
  EXPECT_EQ(secret("db")->versions.size(), 100U);
}

TEST_F(PutSecretValueTest, StartsAgainWhenAnotherRequestWasFaster) {
  create("db", "s1", '1');
  before_handle = [this] { put("db", "theirs", '2'); };
  ASSERT_THAT(put("db", "ours", '3'), Succeeds());
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT"]}})", token('2'), token('3')));
}

TEST_F(PutSecretValueTest, ChecksTheFormOfARotationToken) {
  create("db");
  const auto with_rotation_token = [this](std::string_view text) {
    return call(
        "PutSecretValue",
        fmt::format(
            R"({{"SecretId":"db","SecretString":"s","ClientRequestToken":"{}","RotationToken":"{}"}})",
            token('2'), text));
  };
  EXPECT_THAT(with_rotation_token(token('r')), Succeeds());
  const Answer refused = with_rotation_token(token('_'));
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code(), ErrorCode::Validation);
  EXPECT_FALSE(refused.error->message().contains(token('_')));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
