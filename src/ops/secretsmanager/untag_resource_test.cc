#include "ops/secretsmanager/untag_resource.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

class UntagResourceTest : public OperationTest {
 protected:
  Answer untag(std::string_view keys) {
    return call("UntagResource", fmt::format(R"({{"SecretId":"db","TagKeys":{}}})", keys));
  }
  void create_tagged() {
    create("db");
    call("TagResource",
         R"({"SecretId":"db","Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]})");
  }
  std::string tags() { return call("DescribeSecret", R"({"SecretId":"db"})").part("/Tags"); }
};

TEST_F(UntagResourceTest, RemovesByKeyAndAnswersWithAnEmptyBody) {
  create_tagged();
  const Answer answer = untag(R"(["a"])");
  ASSERT_THAT(answer, Succeeds());
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(tags(), R"([{"Key":"b","Value":"2"}])");
}

TEST_F(UntagResourceTest, LeavesAnEmptyListBehind) {
  create_tagged();
  untag(R"(["a","b"])");
  EXPECT_EQ(tags(), "[]");
}

TEST_F(UntagResourceTest, SucceedsForAKeyThatIsNotThere) {
  create_tagged();
  EXPECT_THAT(untag(R"(["A","c"])"), Succeeds());
  EXPECT_EQ(commits, 0U);
}

TEST_F(UntagResourceTest, RefusesTagsOfTheSystem) {
  create_tagged();
  EXPECT_THAT(untag(R"(["aws:x"])"), Fails(ErrorCode::InvalidParameter,
                                           "You can't modify system tags. Tag key: 'aws:x'."));
}

TEST_F(UntagResourceTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(untag(R"(["a"])"), Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(untag(R"(["a"])"), Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
