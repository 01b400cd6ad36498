#include "ops/secretsmanager/replicate_secret_to_regions.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using ReplicateSecretToRegionsTest = OperationTest;

TEST_F(ReplicateSecretToRegionsTest, KnowsNoOtherRegion) {
  create("db");
  for (const char* region : {"us-east-1", "eu-west-1"}) {
    EXPECT_THAT(
        call("ReplicateSecretToRegions",
             fmt::format(R"({{"SecretId":"db","AddReplicaRegions":[{{"Region":"{}"}}]}})", region)),
        Fails(ErrorCode::InvalidParameter, "Invalid replica region."));
  }
}

TEST_F(ReplicateSecretToRegionsTest, ChecksTheRegionsForm) {
  for (const char* regions : {"[]", R"([{"Region":"moon"}])", R"([{"Region":""}])"}) {
    const Answer answer =
        call("ReplicateSecretToRegions",
             fmt::format(R"({{"SecretId":"db","AddReplicaRegions":{}}})", regions));
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->code(), ErrorCode::Validation) << regions;
  }
}

TEST_F(ReplicateSecretToRegionsTest, RefusesASecretThatIsGoneOrGoing) {
  constexpr std::string_view kBody =
      R"({"SecretId":"db","AddReplicaRegions":[{"Region":"us-east-1"}]})";
  EXPECT_THAT(call("ReplicateSecretToRegions", kBody),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("ReplicateSecretToRegions", kBody),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
