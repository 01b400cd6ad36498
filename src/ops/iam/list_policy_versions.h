#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "ops/iam/policy_version_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// The newest first. Any thread. Source: iam contract 3.5.
struct ListPolicyVersions {
  static constexpr std::string_view kName = "ListPolicyVersions";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view policy_arn;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(policy_arn_field<&Input::policy_arn>(), marker_field<&Input::marker>(),
                         max_items_field<&Input::max_items>());

  using Output = Page<PolicyVersionDescription>;
  static constexpr auto kOutput =
      page_shape<PolicyVersionDescription>("Versions", wire::of(kPolicyVersionDescription));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
