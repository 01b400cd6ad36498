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

/// Takes a name away; the key stays. Any thread. Source: kms contract 6.8.
struct DeleteAlias {
  static constexpr std::string_view kName = "DeleteAlias";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view alias_name;
  };
  static constexpr auto kInput = wire::shape<Input>(alias_name_field<&Input::alias_name>());

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
