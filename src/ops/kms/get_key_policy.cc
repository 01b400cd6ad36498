#include "ops/kms/get_key_policy.h"

#include "iam/principal_binding.h"
#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> GetKeyPolicy::access(OperationContext& context, const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:GetKeyPolicy"}, kOwnKey);
}

Task<Result<GetKeyPolicy::Output>> GetKeyPolicy::handle(OperationContext& context,
                                                        const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(check_policy_name(input.policy_name));
  co_return Output{.policy = iam::shown_document(key->policy->text(), key->policy->bindings(),
                                                 context.services.identity.directory()),
                   .policy_name = kPolicyName};
}

}  // namespace strongroom::ops::kms_api
