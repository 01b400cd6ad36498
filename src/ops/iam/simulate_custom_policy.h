#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/simulation_input.h"
#include "ops/iam/simulation_result.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// How requests would be decided under policies that the request brings. Any thread. Source: iam
/// contract 3.10.
struct SimulateCustomPolicy {
  static constexpr std::string_view kName = "SimulateCustomPolicy";
  static constexpr auto kRecorded = Recorded::Read;

  using Input = SimulationInput;
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::policies>(
          "PolicyInputList", wire::each(wire::length(1, 131072), wire::latin_text_pattern())),
      simulated_boundary_field(),
      wire::optional<&Input::organization>("OrderedOrganizationPolicyInputList", wire::size(0, 7),
                                           wire::of(kOrganizationLevel)),
      action_names_field(), resource_arns_field(), resource_policy_field(), resource_owner_field(),
      caller_arn_field(), context_entries_field(), max_items_field<&Input::max_items>(),
      marker_field<&Input::marker>());

  using Output = SimulationOutput;
  static constexpr auto kOutput = kSimulationOutput;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
