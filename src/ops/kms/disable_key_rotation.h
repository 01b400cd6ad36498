#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Ends the automatic rotation of a key. Any thread. Source: kms contract 9.4.
struct DisableKeyRotation {
  static constexpr std::string_view kName = "DisableKeyRotation";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(key_id_field<&Input::key_id>());

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
