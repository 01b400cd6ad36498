#include "ops/iam/get_context_keys_for_principal_policy.h"

#include "ops/iam/policy_source.h"
#include "ops/iam/simulated_policies.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GetContextKeysForPrincipalPolicy::access(OperationContext& context,
                                                                       const Input& input) {
  return access_to_source(context, "iam:GetContextKeysForPrincipalPolicy", input.source_arn);
}

Task<Result<GetContextKeysForPrincipalPolicy::Output>> GetContextKeysForPrincipalPolicy::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(PolicySource source, policy_source(context, input.source_arn));
  source.boundary = nullptr;  // gives nothing, so what it looks at is not asked for
  SimulatedPolicies policies;
  SR_CO_CHECK(policies.add_source(source));
  SR_CO_CHECK(policies.add_identity("PolicyInputList", input.policies));
  co_return Output{.keys = policies.context_keys()};
}

}  // namespace strongroom::ops::iam_api
