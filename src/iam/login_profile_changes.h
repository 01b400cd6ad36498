#pragma once

#include "iam/change.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Passwords of users (iam contract 3.8). As in user_changes.h. Hashes are made and compared
/// elsewhere (password_hash.h), because that takes its time: check_password first, then
/// forbidden_hashes with password_among, then hash_password, then one of these.
namespace strongroom::iam {

// One who was changed while the hash was made, for instance by a reset of the password, ends in
// Conflict too.

/// EntityAlreadyExists when the user has one.
Result<Change<User>> create_login_profile(const Basis& basis, const UserPtr& seen, std::string hash,
                                          bool reset_required);

/// What has no value stays. The former hash is remembered as long as the password policy asks.
struct LoginUpdate {
  std::optional<std::string> hash = std::nullopt;
  std::optional<bool> reset_required = std::nullopt;
};
Result<Change<User>> update_login_profile(const Basis& basis, const UserPtr& seen,
                                          LoginUpdate update);
Result<Change<User>> delete_login_profile(const Basis& basis, const UserPtr& seen);

/// Hashes of the passwords that must not come back, by the account's password policy.
std::vector<std::string> forbidden_hashes(const Directory& directory, const User& user);

}  // namespace strongroom::iam
