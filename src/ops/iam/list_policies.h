#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "ops/iam/policy_description.h"
#include "ops/iam/policy_usage_filter.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Managed policies, by name. Any thread. Source: iam contract 3.5.
struct ListPolicies {
  static constexpr std::string_view kName = "ListPolicies";
  static constexpr auto kRecorded = Recorded::Read;

  static constexpr std::string_view kAll = "All";
  static constexpr std::string_view kOfAws = "AWS";
  static constexpr std::string_view kOfAccount = "Local";
  static constexpr std::array kScopes{kAll, kOfAws, kOfAccount};

  struct Input {
    std::optional<std::string_view> scope;
    bool only_attached = false;
    std::optional<std::string_view> path_prefix;
    std::optional<std::string_view> usage;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::scope>("Scope", wire::one_of(kScopes)),
      wire::optional<&Input::only_attached>("OnlyAttached"),
      policy_path_prefix_field<&Input::path_prefix>(), policy_usage_field<&Input::usage>(),
      marker_field<&Input::marker>(), max_items_field<&Input::max_items>());

  using Output = Page<PolicyDescription>;
  static constexpr auto kOutput =
      page_shape<PolicyDescription>("Policies", wire::of(kPolicyDescription));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
