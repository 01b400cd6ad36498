#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// None: there are no instance profiles here. Tools ask before they delete a role. Any thread.
/// Source: iam contract 3.4.
struct ListInstanceProfilesForRole {
  static constexpr std::string_view kName = "ListInstanceProfilesForRole";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view role_name;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(role_name_field<&Input::role_name>(), marker_field<&Input::marker>(),
                         max_items_field<&Input::max_items>());

  struct Output {
    std::vector<std::string_view> instance_profiles;
    bool is_truncated = false;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::instance_profiles>("InstanceProfiles"),
                          wire::member<&Output::is_truncated>("IsTruncated"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
