#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/key_tags.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <span>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Adds and replaces tags. Any thread. Source: kms contract 6.7.
struct TagResource {
  static constexpr std::string_view kName = "TagResource";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::span<const Tag> tags;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), wire::required<&Input::tags>("Tags", wire::of(kTag)));

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
