#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// Sets a role's trust policy. Any thread. Source: iam contract 3.4.
struct UpdateAssumeRolePolicy {
  static constexpr std::string_view kName = "UpdateAssumeRolePolicy";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view role_name;
    std::string_view document;
  };
  static constexpr auto kInput = wire::shape<Input>(role_name_field<&Input::role_name>(),
                                                    policy_document_field<&Input::document>());
  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
