#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/region_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Makes a replica the primary, and the primary a replica. Any thread. Source: kms contract 12.
struct UpdatePrimaryRegion {
  static constexpr std::string_view kName = "UpdatePrimaryRegion";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::string_view primary_region;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), region_field<&Input::primary_region>("PrimaryRegion"));

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
