#pragma once

#include "crypto/secret_bytes.h"
#include "iam/change.h"

#include <optional>
#include <span>
#include <string_view>

/// Users and their access keys (iam contract 3.1, 3.2). Each function computes a change from what
/// the directory holds; IamRepository::commit makes it so. `seen` is the entity that it was decided
/// to change: one that has changed since then ends in Conflict.
namespace strongroom::iam {

struct NewUser {
  std::string_view account;
  std::string_view name;
  std::string_view path = "/";
  std::string_view boundary = {};  ///< ARN; empty for none.
  std::span<const Tag> tags = {};
};
/// Errors: Validation, EntityAlreadyExists, LimitExceeded; NoSuchEntity for the boundary.
Result<Change<User>> create_user(const Basis& basis, const NewUser& user);

/// What an update leaves as it is has no value.
struct NewPlace {
  std::optional<std::string_view> path = std::nullopt;
  std::optional<std::string_view> name = std::nullopt;
};
/// Renames; the unique id stays. Errors: NoSuchEntity, Validation, EntityAlreadyExists.
Result<Change<User>> update_user(const Basis& basis, const UserPtr& seen, const NewPlace& place);

/// DeleteConflict while anything belongs to it, in the order of iam contract 3.1.
Result<Change<User>> delete_user(const Basis& basis, const UserPtr& seen);

/// A new key of the user or, for null, of the account's root. LimitExceeded at the third.
Result<Change<AccessKey>> create_access_key(const Basis& basis, std::string_view account,
                                            const UserPtr& user);
/// A key of the user with an id and a secret that were chosen elsewhere: for development, where
/// tests know it beforehand. No change when he has it with this secret; EntityAlreadyExists: the id
/// is another key's; Validation: 4 to 128 letters, digits and `_` for the id, 4 to 128 characters
/// without spaces for the secret; LimitExceeded.
Result<Change<AccessKey>> import_access_key(const Basis& basis, const UserPtr& user,
                                            std::string_view id, const crypto::SecretBytes& secret);
/// Errors of the next two: NoSuchEntity, also when the key is somebody else's.
Result<Change<AccessKey>> set_access_key_active(const Basis& basis, std::string_view account,
                                                const UserPtr& user, std::string_view id,
                                                bool active);
Result<Change<AccessKey>> delete_access_key(const Basis& basis, std::string_view account,
                                            const UserPtr& user, std::string_view id);

/// How old a date of last use may be before it is written anew (iam contract 3.2).
inline constexpr std::chrono::minutes kLastUseAge{5};
/// Whether a use of this key or role now is worth a commit.
bool last_use_is_due(const Directory& directory, std::string_view id, Timestamp now);
/// Notes a use. A conflict is no reason to try again: the next use notes itself.
Result<Change<LastUse>> note_key_use(const Basis& basis, std::string_view id,
                                     std::string_view service, std::string_view region);
Result<Change<LastUse>> note_role_use(const Basis& basis, std::string_view role_id,
                                      std::string_view region);

}  // namespace strongroom::iam
