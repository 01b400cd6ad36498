#include "ops/secretsmanager/batch_get_secret_value.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using BatchGetSecretValueTest = OperationTest;

TEST_F(BatchGetSecretValueTest, GivesValuesAndErrorsSideBySide) {
  create("a", "s1", '1');
  create("b", "s2", '2');
  schedule_deletion("b");
  call("CreateSecret", fmt::format(R"({{"Name":"empty","ClientRequestToken":"{}"}})", token('3')));
  const Answer answer = call("BatchGetSecretValue", R"({"SecretIdList":["a","none","b","empty"]})");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(answer.part("/SecretValues/0/SecretString"), R"("s1")");
  EXPECT_EQ(answer.part("/SecretValues/1"), "absent");
  EXPECT_EQ(
      answer.part("/Errors/0"),
      fmt::format(R"({{"SecretId":"none","ErrorCode":"ResourceNotFoundException","Message":"{}"}})",
                  kNotFound));
  EXPECT_EQ(answer.part("/Errors/1/ErrorCode"), R"("InvalidRequestException")");
  EXPECT_EQ(answer.part("/Errors/2/SecretId"), R"("empty")");
  EXPECT_FALSE(answer.has("NextToken"));
}

TEST_F(BatchGetSecretValueTest, ShowsBothListsAlsoWhenTheyAreEmpty) {
  EXPECT_EQ(call("BatchGetSecretValue", R"({"Filters":[{"Key":"name","Values":["x"]}]})").body,
            R"({"SecretValues":[],"Errors":[]})");
}

TEST_F(BatchGetSecretValueTest, AsksForEachSecretByItself) {
  const std::string a = create("a");
  create("b");
  authorizer.denied = {{"secretsmanager:GetSecretValue", a}};
  authorizer.asked.clear();
  const Answer answer = call("BatchGetSecretValue", R"({"SecretIdList":["a","b"]})");
  EXPECT_EQ(answer.part("/Errors/0/ErrorCode"), R"("AccessDeniedException")");
  EXPECT_EQ(answer.part("/Errors/0/SecretId"), R"("a")");
  EXPECT_EQ(answer.part("/SecretValues/0/Name"), R"("b")");
  ASSERT_EQ(authorizer.asked.size(), 4U);
  EXPECT_EQ(authorizer.asked[0].action, "secretsmanager:BatchGetSecretValue");
  EXPECT_EQ(authorizer.asked[0].resource, "*");
  EXPECT_EQ(authorizer.asked[3].action, "kms:Decrypt");
}

TEST_F(BatchGetSecretValueTest, GoesThroughPagesOfAFilter) {
  for (const char c : {'1', '2', '3'}) create(std::string("app/") + c, "s", c);
  create("other", "s", '4');
  const Answer first = call("BatchGetSecretValue",
                            R"({"Filters":[{"Key":"name","Values":["app/"]}],"MaxResults":2})");
  ASSERT_THAT(first, Succeeds());
  EXPECT_EQ(first.part("/SecretValues/1/Name"), R"("app/2")");
  const Answer second = call(
      "BatchGetSecretValue",
      fmt::format(
          R"({{"Filters":[{{"Key":"name","Values":["app/"]}}],"MaxResults":2,"NextToken":"{}"}})",
          first.text("NextToken")));
  EXPECT_EQ(second.part("/SecretValues/0/Name"), R"("app/3")");
  EXPECT_EQ(second.part("/SecretValues/1"), "absent");
  EXPECT_FALSE(second.has("NextToken"));
}

TEST_F(BatchGetSecretValueTest, NeedsToBeAllowedToListForFilters) {
  authorizer.denied = {{"secretsmanager:ListSecrets", ""}};
  const Answer answer =
      call("BatchGetSecretValue", R"({"Filters":[{"Key":"name","Values":["a"]}]})");
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::AccessDenied);
}

TEST_F(BatchGetSecretValueTest, TakesEitherIdsOrFilters) {
  constexpr std::string_view kText =
      "Either 'SecretIdList' or 'Filters' must be provided, but not both.";
  EXPECT_THAT(call("BatchGetSecretValue", "{}"), Fails(ErrorCode::InvalidParameter, kText));
  EXPECT_THAT(call("BatchGetSecretValue",
                   R"({"SecretIdList":["a"],"Filters":[{"Key":"name","Values":["a"]}]})"),
              Fails(ErrorCode::InvalidParameter, kText));
  for (const char* request : {R"({"SecretIdList":["a"],"MaxResults":3})", R"({"MaxResults":3})"}) {
    EXPECT_THAT(call("BatchGetSecretValue", request),
                Fails(ErrorCode::InvalidParameter,
                      "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' "
                      "is provided."));
  }
}

TEST_F(BatchGetSecretValueTest, RefusesTheWholeCallForAnIdThatNamesNoSecretEver) {
  EXPECT_THAT(call("BatchGetSecretValue", R"({"SecretIdList":["a b"]})"),
              Fails(ErrorCode::Validation, kInvalidName));
}

TEST_F(BatchGetSecretValueTest, NotesTheDayOfAccess) {
  create("a");
  call("BatchGetSecretValue", R"({"SecretIdList":["a"]})");
  EXPECT_TRUE(call("DescribeSecret", R"({"SecretId":"a"})").has("LastAccessedDate"));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
