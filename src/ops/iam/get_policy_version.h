#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "ops/iam/policy_version_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// One version with its document. Any thread. Source: iam contract 3.5.
struct GetPolicyVersion {
  static constexpr std::string_view kName = "GetPolicyVersion";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view policy_arn;
    std::string_view version;
  };
  static constexpr auto kInput = wire::shape<Input>(policy_arn_field<&Input::policy_arn>(),
                                                    policy_version_field<&Input::version>());

  struct Output {
    PolicyVersionDescription version;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::version>("PolicyVersion", wire::of(kPolicyVersionDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
