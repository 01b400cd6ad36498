#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/kms/fields.h"
#include "ops/kms/policy_form.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <string_view>

namespace strongroom::ops::kms_api {

/// Replaces the policy of a key, in every state. Any thread. Source: kms contract 8.1.
struct PutKeyPolicy {
  static constexpr std::string_view kName = "PutKeyPolicy";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view key_id;
    std::string_view policy_name = kPolicyName;
    std::string_view policy;
    bool bypass_lockout_check = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      key_id_field<&Input::key_id>(), policy_name_field<&Input::policy_name>(),
      wire::required<&Input::policy>("Policy", wire::length(1, 131072), wire::latin_text_pattern()),
      wire::optional<&Input::bypass_lockout_check>("BypassPolicyLockoutSafetyCheck"));

  using Output = Nothing;
  static constexpr auto kOutput = kNothing;

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::kms_api
