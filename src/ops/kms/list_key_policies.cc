#include "ops/kms/list_key_policies.h"

#include "ops/kms/named_key.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> ListKeyPolicies::access(OperationContext& context,
                                                      const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:ListKeyPolicies"}, kOwnKey);
}

Task<Result<ListKeyPolicies::Output>> ListKeyPolicies::handle(OperationContext& context,
                                                              const Input& input) {
  SR_CO_CHECK(existing_key(context, input.key_id));
  co_return Output{.policy_names = {kPolicyName}};
}

}  // namespace strongroom::ops::kms_api
