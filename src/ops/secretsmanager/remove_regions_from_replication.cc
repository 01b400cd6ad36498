#include "ops/secretsmanager/remove_regions_from_replication.h"

#include "ops/secretsmanager/secret_access.h"

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> RemoveRegionsFromReplication::access(OperationContext& context,
                                                                   const Input& input) {
  return access_to_secret(context, "secretsmanager:RemoveRegionsFromReplication", input.secret_id);
}

Task<Result<RemoveRegionsFromReplication::Output>> RemoveRegionsFromReplication::handle(
    OperationContext& context, const Input&) {
  SR_CO_TRY(const secrets::SecretPtr secret, active_secret(context));
  co_return Output{.arn = secret->arn(), .replication_status = {}};
}

}  // namespace strongroom::ops::secretsmanager
