#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Rotates a key automatically, each time the period has passed. Any thread. Source: kms
/// contract 9.4.
struct EnableKeyRotation {
  static constexpr std::string_view kName = "EnableKeyRotation";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::int64_t rotation_period_in_days = 365;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), wire::optional<&Input::rotation_period_in_days>(
                                          "RotationPeriodInDays", wire::range(90, 2560)));

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
