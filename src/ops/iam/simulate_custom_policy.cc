#include "ops/iam/simulate_custom_policy.h"

#include "ops/access.h"
#include "ops/iam/simulation.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> SimulateCustomPolicy::access(OperationContext& context,
                                                           const Input&) {
  return access_to_all(context, "iam:SimulateCustomPolicy");
}

Task<Result<SimulateCustomPolicy::Output>> SimulateCustomPolicy::handle(OperationContext& context,
                                                                        const Input& input) {
  SimulatedPolicies policies;
  SR_CO_CHECK(add_given_policies(policies, input));
  policy::Caller somebody;
  somebody.kind = policy::Caller::Kind::User;
  somebody.account = context.partition.account;
  co_return simulate(context, kName, input, policies, std::move(somebody));
}

}  // namespace strongroom::ops::iam_api
