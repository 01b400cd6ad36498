#include "ops/iam/delete_policy.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;

Result<policy::AccessRequest> DeletePolicy::access(OperationContext& context, const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:DeletePolicy", input.policy_arn);
}

Task<Result<DeletePolicy::Output>> DeletePolicy::handle(OperationContext& context,
                                                        const Input& input) {
  SR_CO_TRY(const auto seen, decided<ManagedPolicy>(context, input.policy_arn));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_policy(context.services.identity.basis(context.now), seen)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
