#include "ops/secretsmanager/tag_resource.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class TagResourceTest : public OperationTest {
 protected:
  Answer tag(std::string_view tags) {
    return call("TagResource", fmt::format(R"({{"SecretId":"db","Tags":{}}})", tags));
  }
  std::string tags() { return call("DescribeSecret", R"({"SecretId":"db"})").part("/Tags"); }
};

TEST_F(TagResourceTest, AnswersWithAnEmptyBody) {
  create("db");
  const Answer answer = tag(R"([{"Key":"a","Value":"1"}])");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(answer.body, "");
}

TEST_F(TagResourceTest, AddsAndReplacesByKeyAndKeepsTheRest) {
  create("db");
  EXPECT_EQ(tags(), "absent");
  tag(R"([{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}])");
  tag(R"([{"Key":"b","Value":"3"},{"Key":"B","Value":"4"}])");
  EXPECT_EQ(tags(), R"([{"Key":"a","Value":"1"},{"Key":"b","Value":"3"},{"Key":"B","Value":"4"}])");
}

TEST_F(TagResourceTest, RefusesTagsOfTheSystem) {
  create("db");
  for (const char* key : {"aws:cloudformation:stack-name", "AWS:x"}) {
    EXPECT_THAT(tag(fmt::format(R"([{{"Key":"{}","Value":"v"}}])", key)),
                Fails(ErrorCode::InvalidParameter,
                      fmt::format("You can't modify system tags. Tag key: '{}'.", key)));
  }
  EXPECT_THAT(tag(R"([{"Key":"awsome","Value":"v"}])"), Succeeds());
}

TEST_F(TagResourceTest, RefusesOneKeyTwice) {
  create("db");
  const Answer answer = tag(R"([{"Key":"a","Value":"1"},{"Key":"a","Value":"2"}])");
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::InvalidParameter);
}

TEST_F(TagResourceTest, KeepsAtMostFiftyTags) {
  create("db");
  const auto many = [](int first, int count) {
    std::string list;
    for (int i = first; i < first + count; ++i) {
      list += fmt::format(R"({}{{"Key":"k{}","Value":"v"}})", i == first ? "" : ",", i);
    }
    return "[" + list + "]";
  };
  ASSERT_THAT(tag(many(0, 50)), Succeeds());
  EXPECT_THAT(tag(many(0, 50)), Succeeds());
  for (const std::string& list : {many(50, 1), many(0, 51), many(0, 2000)}) {
    const Answer answer = tag(list);
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->code(), ErrorCode::InvalidParameter);
  }
}

TEST_F(TagResourceTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(tag(R"([{"Key":"a","Value":"1"}])"), Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(tag(R"([{"Key":"a","Value":"1"}])"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

TEST_F(TagResourceTest, IsDecidedOnTheTagsOfTheRequest) {
  create("db");
  authorizer.asked.clear();
  tag(R"([{"Key":"a","Value":"1"}])");
  using Values = std::vector<std::string>;
  EXPECT_THAT(authorizer.asked[0].context,
              ::testing::IsSupersetOf({::testing::Pair("aws:RequestTag/a", Values{"1"}),
                                       ::testing::Pair("aws:TagKeys", Values{"a"})}));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
