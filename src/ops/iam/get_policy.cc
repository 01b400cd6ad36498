#include "ops/iam/get_policy.h"

#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;

Result<policy::AccessRequest> GetPolicy::access(OperationContext& context, const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:GetPolicy", input.policy_arn);
}

Task<Result<GetPolicy::Output>> GetPolicy::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            decided<ManagedPolicy>(context, input.policy_arn));
  const PolicyUsage usage(context.services.identity.directory(), context.partition.account);
  co_return Output{.policy = in_full(std::move(policy), usage.of(input.policy_arn))};
}

}  // namespace strongroom::ops::iam_api
