#include "ops/secretsmanager/get_resource_policy.h"

#include "iam/principal_binding.h"
#include "ops/secretsmanager/secret_access.h"

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> GetResourcePolicy::access(OperationContext& context,
                                                        const Input& input) {
  return access_to_secret(context, "secretsmanager:GetResourcePolicy", input.secret_id);
}

Task<Result<GetResourcePolicy::Output>> GetResourcePolicy::handle(OperationContext& context,
                                                                  const Input&) {
  SR_CO_TRY(const secrets::SecretPtr secret, active_secret(context));
  Output output{.arn = secret->arn(), .name = secret->name, .resource_policy = std::nullopt};
  if (const secrets::ResourcePolicyPtr& attached = secret->extras().resource_policy) {
    output.resource_policy = iam::shown_document(attached->text(), attached->bindings(),
                                                 context.services.identity.directory());
  }
  co_return output;
}

}  // namespace strongroom::ops::secretsmanager
