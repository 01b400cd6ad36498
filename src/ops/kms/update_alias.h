#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/alias_access.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Makes an alias name another key. Any thread. Source: kms contract 6.8.
struct UpdateAlias {
  static constexpr std::string_view kName = "UpdateAlias";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view alias_name;
    std::string_view target_key_id;
  };
  static constexpr auto kInput = wire::shape<Input>(
      alias_name_field<&Input::alias_name>(), key_id_field<&Input::target_key_id>("TargetKeyId"));

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
