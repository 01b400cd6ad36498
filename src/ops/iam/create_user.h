#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/tag_fields.h"
#include "ops/iam/user_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Makes a user. Any thread. Source: iam contract 3.1.
struct CreateUser {
  static constexpr std::string_view kName = "CreateUser";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view user_name;
    std::optional<std::string_view> path;
    std::optional<std::string_view> boundary;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      path_field<&Input::path>(), new_user_name_field<&Input::user_name>(),
      boundary_field<&Input::boundary>(), wire::optional<&Input::tags>("Tags", wire::of(kTag)));

  struct Output {
    UserDescription user;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::user>("User", wire::of(kUserDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
