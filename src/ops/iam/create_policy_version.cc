#include "ops/iam/create_policy_version.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreatePolicyVersion::access(OperationContext& context,
                                                          const Input& input) {
  return access_to_policy(context, "iam:CreatePolicyVersion", input.policy_arn);
}

Task<Result<CreatePolicyVersion::Output>> CreatePolicyVersion::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            co_await commit(context, strongroom::iam::create_policy_version(
                                         context.services.identity.basis(context.now),
                                         context.partition.account, input.policy_arn,
                                         input.document, input.set_as_default)));
  const strongroom::iam::PolicyVersion& made = policy->versions.back();
  co_return Output{.version = in_list(made, std::move(policy))};
}

}  // namespace strongroom::ops::iam_api
