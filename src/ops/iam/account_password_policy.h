#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// What the account asks of its users' passwords (iam contract 3.8). Any thread.
namespace strongroom::ops::iam_api {

/// Replaces the policy as a whole: what is left out falls back to its default.
struct UpdateAccountPasswordPolicy {
  static constexpr std::string_view kName = "UpdateAccountPasswordPolicy";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::int64_t minimum_length = 6;
    bool require_symbols = false;
    bool require_numbers = false;
    bool require_uppercase = false;
    bool require_lowercase = false;
    bool users_may_change = false;
    std::optional<std::int64_t> max_age_days;
    std::optional<std::int64_t> remembered;
    bool hard_expiry = false;
  };
  static constexpr auto kInput = wire::shape<Input>(
      wire::optional<&Input::minimum_length>("MinimumPasswordLength", wire::range(6, 128)),
      wire::optional<&Input::require_symbols>("RequireSymbols"),
      wire::optional<&Input::require_numbers>("RequireNumbers"),
      wire::optional<&Input::require_uppercase>("RequireUppercaseCharacters"),
      wire::optional<&Input::require_lowercase>("RequireLowercaseCharacters"),
      wire::optional<&Input::users_may_change>("AllowUsersToChangePassword"),
      wire::optional<&Input::max_age_days>("MaxPasswordAge", wire::range(1, 1095)),
      wire::optional<&Input::remembered>("PasswordReusePrevention", wire::range(1, 24)),
      wire::optional<&Input::hard_expiry>("HardExpiry"));

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

struct PasswordPolicyDescription {
  std::int64_t minimum_length = 6;
  bool require_symbols = false;
  bool require_numbers = false;
  bool require_uppercase = false;
  bool require_lowercase = false;
  bool users_may_change = false;
  bool passwords_expire = false;
  std::optional<std::int64_t> max_age_days;
  std::optional<std::int64_t> remembered;
  bool hard_expiry = false;
};
inline constexpr auto kPasswordPolicy = wire::shape<PasswordPolicyDescription>(
    wire::member<&PasswordPolicyDescription::minimum_length>("MinimumPasswordLength"),
    wire::member<&PasswordPolicyDescription::require_symbols>("RequireSymbols"),
    wire::member<&PasswordPolicyDescription::require_numbers>("RequireNumbers"),
    wire::member<&PasswordPolicyDescription::require_uppercase>("RequireUppercaseCharacters"),
    wire::member<&PasswordPolicyDescription::require_lowercase>("RequireLowercaseCharacters"),
    wire::member<&PasswordPolicyDescription::users_may_change>("AllowUsersToChangePassword"),
    wire::member<&PasswordPolicyDescription::passwords_expire>("ExpirePasswords"),
    wire::member<&PasswordPolicyDescription::max_age_days>("MaxPasswordAge"),
    wire::member<&PasswordPolicyDescription::remembered>("PasswordReusePrevention"),
    wire::member<&PasswordPolicyDescription::hard_expiry>("HardExpiry"));

struct GetAccountPasswordPolicy {
  static constexpr std::string_view kName = "GetAccountPasswordPolicy";
  static constexpr auto kRecorded = Recorded::Read;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Output {
    PasswordPolicyDescription policy;
  };
  static constexpr auto kOutput = wire::shape<Output>(
      wire::member<&Output::policy>("PasswordPolicy", wire::of(kPasswordPolicy)));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

/// The default holds again afterwards.
struct DeleteAccountPasswordPolicy {
  static constexpr std::string_view kName = "DeleteAccountPasswordPolicy";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {};
  static constexpr auto kInput = wire::shape<Input>();

  struct Output {};
  static constexpr auto kOutput = wire::shape<Output>();

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::iam_api
