#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "ops/secretsmanager/tags.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Adds tags to a secret, or replaces their values. Any thread. Source: contract 5.20.
struct TagResource {
  static constexpr std::string_view kName = "TagResource";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view secret_id;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(), wire::required<&Input::tags>("Tags", wire::of(kTag)));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
