#include "ops/secretsmanager/update_secret_version_stage.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class UpdateSecretVersionStageTest : public OperationTest {
 protected:
  Answer move(std::string_view label, char from, char to) {
    std::string body = fmt::format(R"({{"SecretId":"db","VersionStage":"{}")", label);
    if (from != 0) body += fmt::format(R"(,"RemoveFromVersionId":"{}")", token(from));
    if (to != 0) body += fmt::format(R"(,"MoveToVersionId":"{}")", token(to));
    return call("UpdateSecretVersionStage", body + "}");
  }
};

TEST_F(UpdateSecretVersionStageTest, PromotesAPendingVersionAsARotationDoes) {
  const std::string arn = create("db", "s1", '1');
  put("db", "s2", '2', R"(["AWSPENDING"])");
  EXPECT_EQ(move("AWSCURRENT", '1', '2').body, fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
  EXPECT_EQ(labels("db"),
            fmt::format(R"({{"{}":["AWSPREVIOUS"],"{}":["AWSCURRENT","AWSPENDING"]}})", token('1'),
                        token('2')));
}

TEST_F(UpdateSecretVersionStageTest, AttachesAndDetachesACustomLabel) {
  create("db", "s1", '1');
  EXPECT_THAT(move("MINE", 0, '1'), Succeeds());
  EXPECT_EQ(labels("db"), fmt::format(R"({{"{}":["AWSCURRENT","MINE"]}})", token('1')));
  EXPECT_THAT(move("MINE", '1', 0), Succeeds());
  EXPECT_EQ(labels("db"), fmt::format(R"({{"{}":["AWSCURRENT"]}})", token('1')));
}

TEST_F(UpdateSecretVersionStageTest, RevivesADeprecatedVersion) {
  create("db", "s1", '1');
  put("db", "s2", '2');
  put("db", "s3", '3');
  EXPECT_THAT(move("OLD", 0, '1'), Succeeds());
  EXPECT_EQ(
      call("GetSecretValue", R"({"SecretId":"db","VersionStage":"OLD"})").text("SecretString"),
      "s1");
}

TEST_F(UpdateSecretVersionStageTest, NeedsTheVersionThatLosesTheLabel) {
  create("db", "s1", '1');
  put("db", "s2", '2', R"(["AWSPENDING"])");
  EXPECT_THAT(move("AWSCURRENT", 0, '2'),
              Fails(ErrorCode::InvalidParameter,
                    fmt::format("The parameter RemoveFromVersionId can't be empty. Staging label "
                                "AWSCURRENT is currently attached to version {}, so you must "
                                "explicitly reference that version in RemoveFromVersionId.",
                                token('1'))));
}

TEST_F(UpdateSecretVersionStageTest, NeverLeavesASecretWithoutACurrentVersion) {
  create("db");
  EXPECT_THAT(move("AWSCURRENT", '1', 0),
              Fails(ErrorCode::InvalidParameter,
                    "You can only move staging label AWSCURRENT to a different secret version. It "
                    "can't be completely removed."));
}

TEST_F(UpdateSecretVersionStageTest, RefusesWhatNamesNoVersion) {
  create("db");
  const Answer none = move("MINE", 0, 0);
  ASSERT_TRUE(none.error);
  EXPECT_EQ(none.error->code(), ErrorCode::InvalidParameter);
  const Answer unknown = move("MINE", 0, '9');
  ASSERT_TRUE(unknown.error);
  EXPECT_EQ(unknown.error->code(), ErrorCode::ResourceNotFound);
  EXPECT_EQ(commits, 0U);
}

TEST_F(UpdateSecretVersionStageTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(move("MINE", 0, '1'), Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(move("MINE", 0, '1'), Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

TEST_F(UpdateSecretVersionStageTest, DecidesAgainOnTheLabelsThatAFasterRequestLeft) {
  create("db", "s1", '1');
  put("db", "s2", '2', R"(["AWSPENDING"])");
  before_handle = [this] { put("db", "s3", '3'); };
  const Answer answer = move("AWSCURRENT", '1', '2');
  ASSERT_TRUE(answer.error);  // version 1 is current no more
  EXPECT_EQ(answer.error->code(), ErrorCode::InvalidParameter);
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
