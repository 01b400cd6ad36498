#include "ops/secretsmanager/list_secret_version_ids.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class ListSecretVersionIdsTest : public OperationTest {
 protected:
  void SetUp() override {
    create("db", "s1", '1');
    put("db", "s2", '2');
    put("db", "s3", '3');
  }
};

TEST_F(ListSecretVersionIdsTest, HidesDeprecatedVersions) {
  const Answer answer = call("ListSecretVersionIds", R"({"SecretId":"db"})");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(
      answer.part("/Versions"),
      fmt::format(R"([{{"VersionId":"{}","VersionStages":["AWSPREVIOUS"],"CreatedDate":1.7E9,)"
                  R"("KmsKeyIds":["DefaultEncryptionKey"]}},)"
                  R"({{"VersionId":"{}","VersionStages":["AWSCURRENT"],"CreatedDate":1.7E9,)"
                  R"("KmsKeyIds":["DefaultEncryptionKey"]}}])",
                  token('2'), token('3')));
  EXPECT_EQ(answer.text("Name"), "db");
}

TEST_F(ListSecretVersionIdsTest, ShowsDeprecatedVersionsWithoutLabelsWhenAsked) {
  const Answer answer =
      call("ListSecretVersionIds", R"({"SecretId":"db","IncludeDeprecated":true})");
  EXPECT_EQ(answer.part("/Versions/0/VersionId"), "\"" + token('1') + "\"");
  EXPECT_EQ(answer.part("/Versions/0/VersionStages"), "absent");
}

TEST_F(ListSecretVersionIdsTest, ShowsTheDayOfAccessOfTheVersionThatWasRead) {
  call("GetSecretValue", R"({"SecretId":"db"})");
  const Answer answer = call("ListSecretVersionIds", R"({"SecretId":"db"})");
  EXPECT_EQ(answer.part("/Versions/0/LastAccessedDate"), "absent");
  EXPECT_EQ(answer.part("/Versions/1/LastAccessedDate"), "1.69992E9");
}

TEST_F(ListSecretVersionIdsTest, GoesThroughPages) {
  const Answer first = call("ListSecretVersionIds", R"({"SecretId":"db","MaxResults":1})");
  EXPECT_EQ(first.part("/Versions/0/VersionId"), "\"" + token('2') + "\"");
  EXPECT_EQ(first.part("/Versions/1"), "absent");
  const Answer second = call("ListSecretVersionIds",
                             fmt::format(R"({{"SecretId":"db","MaxResults":1,"NextToken":"{}"}})",
                                         first.text("NextToken")));
  EXPECT_EQ(second.part("/Versions/0/VersionId"), "\"" + token('3') + "\"");
  EXPECT_FALSE(second.has("NextToken"));
}

TEST_F(ListSecretVersionIdsTest, RefusesATokenOfAnotherQuery) {
  create("other");
  const Answer first = call("ListSecretVersionIds", R"({"SecretId":"db","MaxResults":1})");
  const Answer answer =
      call("ListSecretVersionIds",
           fmt::format(R"({{"SecretId":"other","NextToken":"{}"}})", first.text("NextToken")));
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::InvalidNextToken);
}

TEST_F(ListSecretVersionIdsTest, ShowsARotationsPlaceholder) {
  add_placeholder("db", '4');
  EXPECT_EQ(call("ListSecretVersionIds", R"({"SecretId":"db"})").part("/Versions/2/VersionStages"),
            R"(["AWSPENDING"])");
}

TEST_F(ListSecretVersionIdsTest, WorksOnASecretScheduledForDeletion) {
  schedule_deletion("db");
  EXPECT_THAT(call("ListSecretVersionIds", R"({"SecretId":"db"})"), Succeeds());
}

TEST_F(ListSecretVersionIdsTest, FindsNoSecretThatIsNotThere) {
  EXPECT_THAT(call("ListSecretVersionIds", R"({"SecretId":"none"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
