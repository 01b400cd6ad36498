#include "ops/iam/get_policy.h"

#include "iam/lookup.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GetPolicy::access(OperationContext& context, const Input& input) {
  return access_to_policy(context, "iam:GetPolicy", input.policy_arn);
}

Task<Result<GetPolicy::Output>> GetPolicy::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            strongroom::iam::require_policy(context.services.identity.directory(),
                                            context.partition.account, input.policy_arn));
  const PolicyUsage usage(context.services.identity.directory(), context.partition.account);
  co_return Output{.policy = in_full(std::move(policy), usage.of(input.policy_arn))};
}

}  // namespace strongroom::ops::iam_api
