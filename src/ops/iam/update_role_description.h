#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/role_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// Any thread. Source: iam contract 3.4.
struct UpdateRoleDescription {
  static constexpr std::string_view kName = "UpdateRoleDescription";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view role_name;
    std::string_view description;
  };
  static constexpr auto kInput =
      wire::shape<Input>(role_name_field<&Input::role_name>(),
                         wire::required<&Input::description>("Description", wire::length(0, 1000),
                                                             wire::description_pattern()));

  struct Output {
    RoleDescription role;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::role>("Role", wire::of(kRoleDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
