#pragma once

#include "base/result.h"
#include "base/task.h"
#include "iam/entities.h"
#include "ops/context.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::iam_api {

// Throttled for the first two: too many hashes wait already.

/// The hash of a password that `user` is to get; it is made on another thread. `password` lives
/// until then. PasswordPolicyViolation when the account's policy refuses the password, or when it
/// is one of those that must not come back. Source: iam contract 3.8.
Task<Result<std::string>> hash_of_new_password(OperationContext& context,
                                               strongroom::iam::UserPtr user,
                                               std::string_view password);

/// Whether it is the present password; found out on another thread.
Task<Result<bool>> is_password_of(OperationContext& context, strongroom::iam::LoginProfilePtr login,
                                  std::string_view password);

/// The user whose login profile the decision was about. Root's password is
/// none of these: Validation. NoSuchEntity.
Result<strongroom::iam::UserPtr> decided_console_user(const OperationContext& context,
                                                      std::optional<std::string_view> named);

/// What the account asks of passwords; nothing when it has no policy.
std::optional<strongroom::iam::PasswordPolicy> password_policy_of(const OperationContext& context);

}  // namespace strongroom::ops::iam_api
