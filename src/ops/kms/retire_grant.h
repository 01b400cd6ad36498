#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/grant_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::kms_api {

/// Gives a grant back: for who may retire it, or administers the key. Any thread. Source: kms
/// contract 9.3.
struct RetireGrant {
  static constexpr std::string_view kName = "RetireGrant";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::optional<std::string_view> grant_token;
    std::optional<std::string_view> key_id;
    std::optional<std::string_view> grant_id;
    bool dry_run = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::grant_token>("GrantToken", wire::length(1, 8192), wire::unrecorded()),
      wire::optional<&Input::key_id>("KeyId", wire::length(1, 2048), wire::unrecorded()),
      wire::optional<&Input::grant_id>("GrantId", wire::length(1, 128), wire::unrecorded()),
      dry_run_field<&Input::dry_run>());

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
