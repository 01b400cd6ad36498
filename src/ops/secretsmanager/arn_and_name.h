#pragma once

#include "base/task.h"
#include "ops/context.h"
#include "wire/shape.h"

#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// The answer of most operations that change a secret.
struct ArnAndName {
  std::string arn;
  std::string_view name;
};
inline constexpr auto kArnAndName = wire::shape<ArnAndName>(
    wire::member<&ArnAndName::arn>("ARN"), wire::member<&ArnAndName::name>("Name"));

/// Of `context.secret`, which must be there.
ArnAndName arn_and_name(const OperationContext& context);

/// Commits a change of `context.secret` and answers with its names.
Task<Result<ArnAndName>> commit_and_name(OperationContext& context, secrets::SecretChange change);

}  // namespace strongroom::ops::secretsmanager
