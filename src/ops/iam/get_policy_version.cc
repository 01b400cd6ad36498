#include "ops/iam/get_policy_version.h"

#include "iam/lookup.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::ManagedPolicy;

Result<policy::AccessRequest> GetPolicyVersion::access(OperationContext& context,
                                                       const Input& input) {
  return access_to<ManagedPolicy>(context, "iam:GetPolicyVersion", input.policy_arn);
}

Task<Result<GetPolicyVersion::Output>> GetPolicyVersion::handle(OperationContext& context,
                                                                const Input& input) {
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            decided<ManagedPolicy>(context, input.policy_arn));
  SR_CO_TRY(const strongroom::iam::PolicyVersion* const version,
            strongroom::iam::require_version(*policy, input.version));
  Output output{.version = in_list(*version, std::move(policy))};
  output.version.document = version->document->text;
  co_return output;
}

}  // namespace strongroom::ops::iam_api
