#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// The resource policy as it was put; none is no error. Any thread. Source: contract 5.16.
struct GetResourcePolicy {
  static constexpr std::string_view kName = "GetResourcePolicy";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::string_view secret_id;
  };
  static constexpr auto kInput = wire::shape<Input>(secret_id_field<&Input::secret_id>());

  struct Output {
    std::string arn;
    std::string_view name;
    std::optional<std::string> resource_policy;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"),
                          wire::member<&Output::resource_policy>("ResourcePolicy"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
