#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Whether and when a key rotates automatically. Any thread. Source: kms contract 9.4.
struct GetKeyRotationStatus {
  static constexpr std::string_view kName = "GetKeyRotationStatus";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(key_id_field<&Input::key_id>());

  struct Output {
    std::string_view key_id;
    bool key_rotation_enabled = false;
    std::optional<Timestamp> next_rotation_date;
    std::optional<std::int64_t> rotation_period_in_days;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::key_id>("KeyId"),
                          wire::member<&Output::key_rotation_enabled>("KeyRotationEnabled"),
                          wire::member<&Output::next_rotation_date>("NextRotationDate"),
                          wire::member<&Output::rotation_period_in_days>("RotationPeriodInDays"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
