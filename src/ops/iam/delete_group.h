#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/iam/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::iam_api {

/// Deletes a group that has neither users nor policies any more. Any thread. Source: iam
/// contract 3.3.
struct DeleteGroup {
  static constexpr std::string_view kName = "DeleteGroup";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view group_name;
  };
  static constexpr auto kInput = wire::shape<Input>(group_name_field<&Input::group_name>());

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
