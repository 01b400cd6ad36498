#include "ops/iam/set_default_policy_version.h"

#include "iam/managed_policy_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;

Result<policy::AccessRequest> SetDefaultPolicyVersion::access(OperationContext& context,
                                                              const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:SetDefaultPolicyVersion", input.policy_arn);
}

Task<Result<SetDefaultPolicyVersion::Output>> SetDefaultPolicyVersion::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto seen, decided<ManagedPolicy>(context, input.policy_arn));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::set_default_version(context.services.identity.basis(context.now),
                                                    seen, input.version)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
