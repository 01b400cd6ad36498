#pragma once

#include "iam/change.h"

#include <string_view>

/// The users who may do everything in an account, as the operator makes them: nobody else could let
/// a first one in. As in user_changes.h.
namespace strongroom::iam {

/// The managed policy that makes an administrator.
inline constexpr std::string_view kAdministratorAccess =
    "arn:aws:iam::aws:policy/AdministratorAccess";

/// A user of the account to whom AdministratorAccess is attached, or to a group of his; null when
/// there is none. Asks all users: not for every request.
UserPtr find_administrator(const Directory& directory, std::string_view account);

/// A new user `admin` (`admin-2`, `admin-3`... where the name is taken) with AdministratorAccess
/// and one access key, and the account too when there is none yet, all in one commit. Nothing that
/// is there is changed. The result is the key; its principal names the user. Errors: InvalidInput,
/// LimitExceeded.
Result<Change<AccessKey>> create_administrator(const Basis& basis, std::string_view account);

}  // namespace strongroom::iam
