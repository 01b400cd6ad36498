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

/// Begins the waiting period at whose end a key is destroyed with its material. Any thread. Source:
/// kms contract 6.5.
struct ScheduleKeyDeletion {
  static constexpr std::string_view kName = "ScheduleKeyDeletion";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view key_id;
    std::int64_t pending_window_in_days = 30;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::optional<&Input::pending_window_in_days>("PendingWindowInDays", wire::range(7, 30)));

  struct Output {
    std::string_view key_id;
    std::optional<Timestamp> deletion_date;
    std::string_view key_state;
    std::int64_t pending_window_in_days;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::key_id>("KeyId"), wire::member<&Output::deletion_date>("DeletionDate"),
      wire::member<&Output::key_state>("KeyState"),
      wire::member<&Output::pending_window_in_days>("PendingWindowInDays"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
