#include "ops/iam/simulate_principal_policy.h"

#include "ops/iam/policy_source.h"
#include "ops/iam/simulation.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> SimulatePrincipalPolicy::access(OperationContext& context,
                                                              const Input& input) {
  return access_to_source(context, "iam:SimulatePrincipalPolicy", input.source_arn);
}

Task<Result<SimulatePrincipalPolicy::Output>> SimulatePrincipalPolicy::handle(
    OperationContext& context, const Input& input) {
  if (!input.exclusions.empty()) {
    co_return failure(ErrorCode::InvalidInput, "PolicyExclusionList is not supported.");
  }
  SR_CO_TRY(PolicySource source, policy_source(context, input.source_arn));
  SimulatedPolicies policies;
  SR_CO_CHECK(policies.add_source(source));
  SR_CO_CHECK(add_given_policies(policies, input));
  co_return simulate(context, fmt::format("{} {}", kName, input.source_arn), input, policies,
                     std::move(source.caller));
}

}  // namespace strongroom::ops::iam_api
