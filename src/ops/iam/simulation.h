#pragma once

#include "base/result.h"
#include "ops/context.h"
#include "ops/iam/simulated_policies.h"
#include "ops/iam/simulation_input.h"
#include "ops/iam/simulation_result.h"
#include "policy/caller.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// Adds what both operations take: policies and boundary of the request, and its resource's policy.
/// InvalidInput.
Result<void> add_given_policies(SimulatedPolicies& policies, const SimulationInput& input);

/// Decides each action on each resource as a live request of `caller` would be, but with nothing
/// known of it besides the request's ContextEntries; a page of results. InvalidInput: an action or
/// a resource is none, there are too many of them, or CallerArn is needed. `scope` names the
/// operation.
Result<SimulationOutput> simulate(const OperationContext& context, std::string_view scope,
                                  const SimulationInput& input, const SimulatedPolicies& policies,
                                  policy::Caller caller);

}  // namespace strongroom::ops::iam_api
