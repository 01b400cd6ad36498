#include "ops/iam/get_policy_version.h"

#include "iam/lookup.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GetPolicyVersion::access(OperationContext& context,
                                                       const Input& input) {
  return access_to_policy(context, "iam:GetPolicyVersion", input.policy_arn);
}

Task<Result<GetPolicyVersion::Output>> GetPolicyVersion::handle(OperationContext& context,
                                                                const Input& input) {
  SR_CO_TRY(strongroom::iam::ManagedPolicyPtr policy,
            strongroom::iam::require_policy(context.services.identity.directory(),
                                            context.partition.account, input.policy_arn));
  SR_CO_TRY(const strongroom::iam::PolicyVersion* const version,
            strongroom::iam::require_version(*policy, input.version));
  Output output{.version = in_list(*version, std::move(policy))};
  output.version.document = version->document->text;
  co_return output;
}

}  // namespace strongroom::ops::iam_api
