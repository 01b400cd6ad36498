#include "ops/secretsmanager/stop_replication_to_replica.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

namespace strongroom::ops::secretsmanager::testing {
namespace {

using StopReplicationToReplicaTest = OperationTest;

TEST_F(StopReplicationToReplicaTest, RefusesASecretThatIsNoReplica) {
  create("db");
  const Answer answer = call("StopReplicationToReplica", R"({"SecretId":"db"})");
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::InvalidRequest);
}

TEST_F(StopReplicationToReplicaTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(call("StopReplicationToReplica", R"({"SecretId":"db"})"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(call("StopReplicationToReplica", R"({"SecretId":"db"})"),
              Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
