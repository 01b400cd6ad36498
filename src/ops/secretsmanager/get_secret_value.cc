#include "ops/secretsmanager/get_secret_value.h"

#include "ops/secretsmanager/secret_access.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> GetSecretValue::access(OperationContext& context,
                                                     const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:GetSecretValue", input.secret_id));
  add_condition(access, "secretsmanager:VersionId", input.version_id);
  add_condition(access, "secretsmanager:VersionStage", input.version_stage);
  return access;
}

Task<Result<GetSecretValue::Output>> GetSecretValue::handle(OperationContext& context,
                                                            const Input& input) {
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  SR_CO_TRY(const secrets::Version* version,
            select_version(*secret, input.version_id, input.version_stage));
  co_return co_await read_value(context, std::move(secret), *version);
}

}  // namespace strongroom::ops::secretsmanager
