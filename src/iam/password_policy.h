#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::iam {

/// What an account asks of its users' passwords (iam contract 3.8).
struct PasswordPolicy {
  std::uint16_t minimum_length = 6;  ///< 6 to 128
  std::optional<std::uint16_t> max_age_days =
      std::nullopt;  ///< 1 to 1095; none: passwords do not expire.
  std::optional<std::uint8_t> remembered =
      std::nullopt;  ///< 1 to 24 passwords that must not come back.
  bool require_symbols = false;
  bool require_numbers = false;
  bool require_uppercase = false;
  bool require_lowercase = false;
  bool users_may_change = false;
  bool hard_expiry = false;  ///< An expired password can't be changed by its user.

  friend bool operator==(const PasswordPolicy&, const PasswordPolicy&) = default;
};

/// Validation when a number is out of its range.
Result<void> check_password_policy(const PasswordPolicy& policy);

/// Whether `password` has the form that the account asks for; without a policy AWS's default: 8 to
/// 128 characters of three of the four kinds, and not the user's name. PasswordPolicyViolation
/// otherwise.
Result<void> check_password(const std::optional<PasswordPolicy>& policy, std::string_view user,
                            ByteView password);

/// Whether a password that was set at `changed` has expired by `now`.
bool password_expired(const std::optional<PasswordPolicy>& policy, Timestamp changed,
                      Timestamp now);

}  // namespace strongroom::iam
