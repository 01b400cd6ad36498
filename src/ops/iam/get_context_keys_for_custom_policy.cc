#include "ops/iam/get_context_keys_for_custom_policy.h"

#include "ops/access.h"
#include "ops/iam/simulated_policies.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GetContextKeysForCustomPolicy::access(OperationContext& context,
                                                                    const Input&) {
  return access_to_all(context, "iam:GetContextKeysForCustomPolicy");
}

Task<Result<GetContextKeysForCustomPolicy::Output>> GetContextKeysForCustomPolicy::handle(
    OperationContext&, const Input& input) {
  SimulatedPolicies policies;
  SR_CO_CHECK(policies.add_identity("PolicyInputList", input.policies));
  co_return Output{.keys = policies.context_keys()};
}

}  // namespace strongroom::ops::iam_api
