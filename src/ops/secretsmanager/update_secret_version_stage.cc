#include "ops/secretsmanager/update_secret_version_stage.h"

#include "ops/secretsmanager/secret_access.h"
#include "secrets/label_movement.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> UpdateSecretVersionStage::access(OperationContext& context,
                                                               const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:UpdateSecretVersionStage", input.secret_id));
  add_condition(access, "secretsmanager:VersionStage", input.version_stage);
  return access;
}

Task<Result<ArnAndName>> UpdateSecretVersionStage::handle(OperationContext& context,
                                                          const Input& input) {
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  secrets::SecretChange change = change_of(context, std::move(secret));
  SR_CO_CHECK(secrets::move_label(change.changed, input.version_stage,
                                  input.remove_from_version_id.value_or(""),
                                  input.move_to_version_id.value_or("")));
  co_return co_await commit_and_name(context, std::move(change));
}

}  // namespace strongroom::ops::secretsmanager
