#include "ops/secretsmanager/stop_replication_to_replica.h"

#include "ops/secretsmanager/secret_access.h"

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> StopReplicationToReplica::access(OperationContext& context,
                                                               const Input& input) {
  return access_to_secret(context, "secretsmanager:StopReplicationToReplica", input.secret_id);
}

Task<Result<StopReplicationToReplica::Output>> StopReplicationToReplica::handle(
    OperationContext& context, const Input&) {
  SR_CO_CHECK(active_secret(context));
  co_return failure(
      ErrorCode::InvalidRequest,
      "Operation not permitted on a secret that isn't a replica. Call must be made in "
      "the replica's region.");
}

}  // namespace strongroom::ops::secretsmanager
