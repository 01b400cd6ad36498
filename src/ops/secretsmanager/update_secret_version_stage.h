#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/arn_and_name.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Attaches, moves or detaches one staging label. Any thread. Source: contract 5.9 and 3.2.
struct UpdateSecretVersionStage {
  static constexpr std::string_view kName = "UpdateSecretVersionStage";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
    std::string_view version_stage;
    std::optional<std::string_view> remove_from_version_id;
    std::optional<std::string_view> move_to_version_id;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      wire::required<&Input::version_stage>("VersionStage", wire::length(1, 256)),
      wire::optional<&Input::remove_from_version_id>("RemoveFromVersionId", wire::length(32, 64)),
      wire::optional<&Input::move_to_version_id>("MoveToVersionId", wire::length(32, 64)));

  using Output = ArnAndName;
  static constexpr auto kOutput = kArnAndName;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
