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

/// Takes a user's password away, without a name the one of who calls. Any thread. Source: iam
/// contract 3.8.
struct DeleteLoginProfile {
  static constexpr std::string_view kName = "DeleteLoginProfile";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::optional<std::string_view> user_name;
  };
  static constexpr auto kInput = wire::shape<Input>(optional_login_user_field<&Input::user_name>());

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
