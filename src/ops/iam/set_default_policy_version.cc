#include "ops/iam/set_default_policy_version.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> SetDefaultPolicyVersion::access(OperationContext& context,
                                                              const Input& input) {
  return access_to_policy(context, "iam:SetDefaultPolicyVersion", input.policy_arn);
}

Task<Result<SetDefaultPolicyVersion::Output>> SetDefaultPolicyVersion::handle(
    OperationContext& context, const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::set_default_version(context.services.identity.basis(context.now),
                                                    context.partition.account, input.policy_arn,
                                                    input.version)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
