#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Removes tags from a secret; a key that is not there is no error. Any thread. Source:
/// contract 5.20.
struct UntagResource {
  static constexpr std::string_view kName = "UntagResource";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view secret_id;
    std::span<const std::string_view> tag_keys;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      wire::required<&Input::tag_keys>("TagKeys", wire::each(wire::length(1, 128))));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
