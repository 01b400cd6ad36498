#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/paging.h"
#include "ops/iam/role_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// The roles of the account under a path, by name. Any thread. Source: iam contract 3.4.
struct ListRoles {
  static constexpr std::string_view kName = "ListRoles";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> path_prefix;
    std::optional<std::string_view> marker;
    std::optional<std::int64_t> max_items;
  };
  static constexpr auto kInput =
      wire::shape<Input>(path_prefix_field<&Input::path_prefix>(), marker_field<&Input::marker>(),
                         max_items_field<&Input::max_items>());

  using Output = Page<RoleDescription>;
  static constexpr auto kOutput = page_shape<RoleDescription>("Roles", wire::of(kRoleDescription));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
