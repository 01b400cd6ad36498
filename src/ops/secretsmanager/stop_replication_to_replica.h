#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Makes a replica a secret of its own. No secret is a replica yet. Any thread. Source:
/// contract 5.19.
struct StopReplicationToReplica {
  static constexpr std::string_view kName = "StopReplicationToReplica";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
  };
  static constexpr auto kInput = wire::shape<Input>(secret_id_field<&Input::secret_id>());

  struct Output {
    std::string arn;
  };
  static constexpr auto kOutput = wire::shape<Output>(wire::member<&Output::arn>("ARN"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
