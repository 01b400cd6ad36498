#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Schedules a deletion that can be taken back during the recovery window, or purges at once. Any
/// thread. Source: contract 5.12.
struct DeleteSecret {
  static constexpr std::string_view kName = "DeleteSecret";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
    std::optional<std::int64_t> recovery_window_in_days;
    std::optional<bool> force_delete_without_recovery;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      wire::optional<&Input::recovery_window_in_days>("RecoveryWindowInDays"),
      wire::optional<&Input::force_delete_without_recovery>("ForceDeleteWithoutRecovery"));

  struct Output {
    std::string arn;
    std::string name;
    Timestamp deletion_date;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"),
                          wire::member<&Output::deletion_date>("DeletionDate"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
