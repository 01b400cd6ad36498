#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Removes what is there of these tags. Any thread. Source: kms contract 6.7.
struct UntagResource {
  static constexpr std::string_view kName = "UntagResource";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::span<const std::string_view> tag_keys;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(),
      wire::required<&Input::tag_keys>("TagKeys", wire::each(wire::length(1, 128))));

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
