#include "ops/secretsmanager/cancel_rotate_secret.h"

#include "ops/secretsmanager/secret_access.h"

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> CancelRotateSecret::access(OperationContext& context,
                                                         const Input& input) {
  return access_to_secret(context, "secretsmanager:CancelRotateSecret", input.secret_id);
}

Task<Result<ArnAndName>> CancelRotateSecret::handle(OperationContext& context, const Input&) {
  SR_CO_CHECK(active_secret(context));
  co_return arn_and_name(context);
}

}  // namespace strongroom::ops::secretsmanager
