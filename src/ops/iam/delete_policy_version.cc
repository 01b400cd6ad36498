#include "ops/iam/delete_policy_version.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> DeletePolicyVersion::access(OperationContext& context,
                                                          const Input& input) {
  return access_to_policy(context, "iam:DeletePolicyVersion", input.policy_arn);
}

Task<Result<DeletePolicyVersion::Output>> DeletePolicyVersion::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_policy_version(context.services.identity.basis(context.now),
                                                      context.partition.account, input.policy_arn,
                                                      input.version)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
