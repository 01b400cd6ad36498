#pragma once

#include "iam/change.h"
#include "iam/user_changes.h"

#include <string_view>

/// Groups and who is in them (iam contract 3.3). As in user_changes.h.
namespace strongroom::iam {

/// Errors: Validation, EntityAlreadyExists, LimitExceeded.
Result<Change<Group>> create_group(const Basis& basis, std::string_view account,
                                   std::string_view name, std::string_view path = "/");
Result<Change<Group>> update_group(const Basis& basis, const GroupPtr& seen, const NewPlace& place);
/// DeleteConflict while it has users or policies.
Result<Change<Group>> delete_group(const Basis& basis, const GroupPtr& seen);

/// No change when the user is in it already; LimitExceeded at the eleventh group.
Result<Change<User>> add_user_to_group(const Basis& basis, const GroupPtr& group,
                                       const UserPtr& user);
Result<Change<User>> remove_user_from_group(const Basis& basis, const GroupPtr& group,
                                            const UserPtr& user);

}  // namespace strongroom::iam
