#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/login_profile_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// Sets a user's password anew, or makes him choose one. Any thread. Source: iam contract 3.8.
struct UpdateLoginProfile {
  static constexpr std::string_view kName = "UpdateLoginProfile";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view user_name;
    std::optional<std::string_view> password;
    std::optional<bool> reset_required;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::required<&Input::user_name>("UserName", wire::length(1, 64), wire::name_pattern()),
      wire::optional<&Input::password>("Password", wire::sensitive(), wire::length(1, 128),
                                       wire::latin_text_pattern()),
      wire::optional<&Input::reset_required>("PasswordResetRequired"));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
