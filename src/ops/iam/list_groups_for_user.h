#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/group_description.h"
#include "ops/iam/paging.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// The groups that a user is in, by name. Any thread. Source: iam contract 3.3.
struct ListGroupsForUser {
  static constexpr std::string_view kName = "ListGroupsForUser";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view user_name;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(user_name_field<&Input::user_name>(), marker_field<&Input::marker>(),
                         max_items_field<&Input::max_items>());

  using Output = Page<GroupDescription>;
  static constexpr auto kOutput =
      page_shape<GroupDescription>("Groups", wire::of(kGroupDescription));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
