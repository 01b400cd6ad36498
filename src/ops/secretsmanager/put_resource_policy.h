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

/// Attaches a resource policy, or replaces it; kept as it was sent. Any thread. Source:
/// contract 5.15.
struct PutResourcePolicy {
  static constexpr std::string_view kName = "PutResourcePolicy";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
    std::string_view resource_policy;
    std::optional<bool> block_public_policy;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(), resource_policy_field<&Input::resource_policy>(),
      wire::optional<&Input::block_public_policy>("BlockPublicPolicy"));

  using Output = ArnAndName;
  static constexpr auto kOutput = kArnAndName;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
