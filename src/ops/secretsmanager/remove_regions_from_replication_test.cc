#include "ops/secretsmanager/remove_regions_from_replication.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

using RemoveRegionsFromReplicationTest = OperationTest;

TEST_F(RemoveRegionsFromReplicationTest, IgnoresRegionsWithoutAReplica) {
  const std::string arn = create("db");
  EXPECT_EQ(call("RemoveRegionsFromReplication",
                 R"({"SecretId":"db","RemoveReplicaRegions":["us-east-1"]})")
                .body,
            fmt::format(R"({{"ARN":"{}","ReplicationStatus":[]}})", arn));
}

TEST_F(RemoveRegionsFromReplicationTest, ChecksTheRegionsForm) {
  for (const char* regions : {"[]", R"(["moon"])"}) {
    const Answer answer =
        call("RemoveRegionsFromReplication",
             fmt::format(R"({{"SecretId":"db","RemoveReplicaRegions":{}}})", regions));
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->code(), ErrorCode::Validation) << regions;
  }
}

TEST_F(RemoveRegionsFromReplicationTest, RefusesASecretThatIsGoneOrGoing) {
  constexpr std::string_view kBody = R"({"SecretId":"db","RemoveReplicaRegions":["us-east-1"]})";
  EXPECT_THAT(call("RemoveRegionsFromReplication", kBody),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("RemoveRegionsFromReplication", kBody),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
