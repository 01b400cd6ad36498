#include "ops/iam/delete_policy_version.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;

Result<policy::AccessRequest> DeletePolicyVersion::access(OperationContext& context,
                                                          const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:DeletePolicyVersion", input.policy_arn);
}

Task<Result<DeletePolicyVersion::Output>> DeletePolicyVersion::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_TRY(const auto seen, decided<ManagedPolicy>(context, input.policy_arn));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_policy_version(context.services.identity.basis(context.now),
                                                      seen, input.version)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
