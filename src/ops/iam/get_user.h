#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/user_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::iam_api {

/// A user; without a name the one who calls. Any thread. Source: iam contract 3.1.
struct GetUser {
  static constexpr std::string_view kName = "GetUser";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> user_name;
  };
  static constexpr auto kInput = wire::shape<Input>(optional_user_name_field<&Input::user_name>());

  struct Output {
    UserDescription user;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::user>("User", wire::of(kUserDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
