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

/// Gives a user a password; without a name the one who calls. Any thread. Source: iam contract 3.8.
struct CreateLoginProfile {
  static constexpr std::string_view kName = "CreateLoginProfile";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::optional<std::string_view> user_name;
    std::string_view password;
    bool reset_required = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      optional_login_user_field<&Input::user_name>(), password_field<&Input::password>(),
      wire::optional<&Input::reset_required>("PasswordResetRequired"));

  using Output = LoginProfileOutput;
  static constexpr auto kOutput = kLoginProfileOutput;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
