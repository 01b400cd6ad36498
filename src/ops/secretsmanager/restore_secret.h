#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/arn_and_name.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Takes a scheduled deletion back; nothing to do for an active secret. Any thread.
/// Source: contract 5.13.
struct RestoreSecret {
  static constexpr std::string_view kName = "RestoreSecret";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
  };
  static constexpr auto kInput = wire::shape<Input>(secret_id_field<&Input::secret_id>());

  using Output = ArnAndName;
  static constexpr auto kOutput = kArnAndName;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
