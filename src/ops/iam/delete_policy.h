#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// With its only version. Any thread. Source: iam contract 3.5.
struct DeletePolicy {
  static constexpr std::string_view kName = "DeletePolicy";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view policy_arn;
  };
  static constexpr auto kInput = wire::shape<Input>(policy_arn_field<&Input::policy_arn>());
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
