#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/read_value.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// One version of a secret with its value: by VersionId, by staging label, else AWSCURRENT. Any
/// thread. Source: contract 5.4.
struct GetSecretValue {
  static constexpr std::string_view kName = "GetSecretValue";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view secret_id;
    std::optional<std::string_view> version_id;
    std::optional<std::string_view> version_stage;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      wire::optional<&Input::version_id>("VersionId", wire::length(32, 64)),
      wire::optional<&Input::version_stage>("VersionStage", wire::length(1, 256)));

  using Output = ReadValue;
  static constexpr auto kOutput = kReadValue;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
