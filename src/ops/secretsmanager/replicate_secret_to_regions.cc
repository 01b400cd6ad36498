#include "ops/secretsmanager/replicate_secret_to_regions.h"

#include "ops/secretsmanager/secret_access.h"

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> ReplicateSecretToRegions::access(OperationContext& context,
                                                               const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:ReplicateSecretToRegions", input.secret_id));
  add_region_condition(access, input.add_replica_regions);
  add_condition(access, "secretsmanager:ForceOverwriteReplicaSecret",
                input.force_overwrite_replica_secret);
  return access;
}

Task<Result<ReplicateSecretToRegions::Output>> ReplicateSecretToRegions::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const secrets::SecretPtr secret, active_secret(context));
  SR_CO_CHECK(check_replica_regions(input.add_replica_regions));
  co_return Output{.arn = secret->arn(), .replication_status = {}};
}

}  // namespace strongroom::ops::secretsmanager
