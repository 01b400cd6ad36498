#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/secret_description.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::secretsmanager {

/// A secret's metadata, also while it is scheduled for deletion; never its value. Any thread.
/// Source: contract 5.6.
struct DescribeSecret {
  static constexpr std::string_view kName = "DescribeSecret";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view secret_id;
  };
  static constexpr auto kInput = wire::shape<Input>(secret_id_field<&Input::secret_id>());

  using Output = SecretDescription;
  static constexpr auto kOutput = description_shape("VersionIdsToStages");

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
