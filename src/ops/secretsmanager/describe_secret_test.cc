#include "ops/secretsmanager/describe_secret.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using DescribeSecretTest = OperationTest;

TEST_F(DescribeSecretTest, LeavesOutWhatASecretDoesNotHave) {
  const Answer made = call(
      "CreateSecret", fmt::format(R"({{"Name":"empty","ClientRequestToken":"{}"}})", token('1')));
  EXPECT_EQ(call("DescribeSecret", R"({"SecretId":"empty"})").body,
            fmt::format(R"({{"ARN":"{}","Name":"empty","LastChangedDate":1700000000.0,)"
                        R"("CreatedDate":1700000000.0}})",
                        made.text("ARN")));
}

TEST_F(DescribeSecretTest, LeavesOutAnEmptyDescription) {
  call("CreateSecret",
       fmt::format(R"({{"Name":"db","Description":"","ClientRequestToken":"{}"}})", token('1')));
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("Description"));
}

TEST_F(DescribeSecretTest, MovesLastChangedDateWithEveryChange) {
  create("db");
  clock.advance(std::chrono::seconds(5));
  put("db", "s1", '2');
  const Answer answer = call("DescribeSecret", R"({"SecretId":"db"})");
  EXPECT_EQ(answer.part("/LastChangedDate"), "1.700000005E9");
  EXPECT_EQ(answer.part("/CreatedDate"), "1.7E9");
}

TEST_F(DescribeSecretTest, WorksOnASecretScheduledForDeletion) {
  create("db");
  schedule_deletion("db");
  const Answer answer = call("DescribeSecret", R"({"SecretId":"db"})");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_TRUE(answer.has("DeletedDate"));
  EXPECT_TRUE(answer.has("VersionIdsToStages"));
}

TEST_F(DescribeSecretTest, FindsNoSecretThatIsNotThere) {
  EXPECT_THAT(call("DescribeSecret", R"({"SecretId":"none"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
}

TEST_F(DescribeSecretTest, IsNoAccessToTheValue) {
  create("db");
  call("DescribeSecret", R"({"SecretId":"db"})");
  EXPECT_FALSE(call("DescribeSecret", R"({"SecretId":"db"})").has("LastAccessedDate"));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
