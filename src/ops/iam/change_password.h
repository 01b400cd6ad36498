#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/login_profile_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// The calling user changes his own password. Wrong old ones count as failed sign-ins and lock his
/// password for a while (iam/sign_in_limiter.h). Any thread. Source: iam contract 3.8.
struct ChangePassword {
  static constexpr std::string_view kName = "ChangePassword";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view old_password;
    std::string_view new_password;
  };
  static constexpr auto kInput =
      wire::shape<Input>(password_field<&Input::old_password>("OldPassword"),
                         password_field<&Input::new_password>("NewPassword"));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
