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

/// Any thread. Source: iam contract 3.5.
struct CreatePolicyVersion {
  static constexpr std::string_view kName = "CreatePolicyVersion";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view policy_arn;
    std::string_view document;
    bool set_as_default = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      policy_arn_field<&Input::policy_arn>(), policy_document_field<&Input::document>(),
      wire::optional<&Input::set_as_default>("SetAsDefault"));

  struct Output {
    PolicyVersionDescription version;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::version>("PolicyVersion", wire::of(kPolicyVersionDescription)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
