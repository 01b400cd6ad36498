#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/policy_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// A customer's or AWS's policy. Any thread. Source: iam contract 3.5.
struct GetPolicy {
  static constexpr std::string_view kName = "GetPolicy";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view policy_arn;
  };
  static constexpr auto kInput = wire::shape<Input>(policy_arn_field<&Input::policy_arn>());

  struct Output {
    PolicyDescription policy;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::policy>("Policy", wire::of(kPolicyDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
