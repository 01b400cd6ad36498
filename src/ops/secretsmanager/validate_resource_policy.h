#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// One objection to a policy.
struct ValidationEntry {
  std::string_view check_name;
  std::string error_message;
};
inline constexpr auto kValidationEntry =
    wire::shape<ValidationEntry>(wire::member<&ValidationEntry::check_name>("CheckName"),
                                 wire::member<&ValidationEntry::error_message>("ErrorMessage"));

/// Says what PutResourcePolicy would object to, and whether a policy gives broad access. Any
/// thread. Source: contract 5.18.
struct ValidateResourcePolicy {
  static constexpr std::string_view kName = "ValidateResourcePolicy";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {
    std::optional<std::string_view> secret_id;
    std::string_view resource_policy;
  };
  static constexpr auto kInput =
      wire::shape<Input>(wire::optional<&Input::secret_id>("SecretId", wire::length(1, 2048)),
                         resource_policy_field<&Input::resource_policy>());

  struct Output {
    bool policy_validation_passed = false;
    std::vector<ValidationEntry> validation_errors;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::policy_validation_passed>("PolicyValidationPassed"),
      wire::member<&Output::validation_errors>("ValidationErrors", wire::of(kValidationEntry)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
