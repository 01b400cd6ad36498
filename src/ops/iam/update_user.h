#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Renames or moves a user, who stays the same to policies that name him. Needs to be allowed on
/// the old ARN and on the new one. Any thread. Source: iam contract 3.1.
struct UpdateUser {
  static constexpr std::string_view kName = "UpdateUser";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view user_name;
    std::optional<std::string_view> new_path;
    std::optional<std::string_view> new_user_name;
  };
  static constexpr auto kInput =
      wire::shape<Input>(user_name_field<&Input::user_name>(), new_path_field<&Input::new_path>(),
                         wire::optional<&Input::new_user_name>("NewUserName", wire::length(1, 64),
                                                               wire::name_pattern()));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
