#include "ops/secretsmanager/delete_resource_policy.h"

#include "ops/secretsmanager/secret_access.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> DeleteResourcePolicy::access(OperationContext& context,
                                                           const Input& input) {
  return access_to_secret(context, "secretsmanager:DeleteResourcePolicy", input.secret_id);
}

Task<Result<ArnAndName>> DeleteResourcePolicy::handle(OperationContext& context, const Input&) {
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  if (secret->extras().resource_policy == nullptr) co_return arn_and_name(context);
  secrets::SecretChange change = change_of(context, std::move(secret));
  change.changed.edit_extras().resource_policy = nullptr;
  co_return co_await commit_and_name(context, std::move(change));
}

}  // namespace strongroom::ops::secretsmanager
