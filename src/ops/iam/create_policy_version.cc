#include "ops/iam/create_policy_version.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;

Result<policy::AccessRequest> CreatePolicyVersion::access(OperationContext& context,
                                                          const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:CreatePolicyVersion", input.policy_arn);
}

Task<Result<CreatePolicyVersion::Output>> CreatePolicyVersion::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_TRY(const auto seen, decided<ManagedPolicy>(context, input.policy_arn));
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            co_await commit(context, strongroom::iam::create_policy_version(
                                         context.services.identity.basis(context.now), seen,
                                         input.document, input.set_as_default)));
  const strongroom::iam::PolicyVersion& made = policy->versions.back();
  co_return Output{.version = in_list(made, std::move(policy))};
}

}  // namespace strongroom::ops::iam_api
