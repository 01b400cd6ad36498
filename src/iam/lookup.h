#pragma once

#include "base/result.h"
#include "iam/directory.h"

#include <string_view>

namespace strongroom::iam {

/// What an entity is called in errors.
template <class E>
struct Words;
template <>
struct Words<User> {
  static constexpr std::string_view kKind = "user";
  static constexpr std::string_view kTitle = "User";
};
template <>
struct Words<Group> {
  static constexpr std::string_view kKind = "group";
  static constexpr std::string_view kTitle = "Group";
};
template <>
struct Words<Role> {
  static constexpr std::string_view kKind = "role";
  static constexpr std::string_view kTitle = "Role";
};

// What an operation names, or NoSuchEntity with IAM's text (iam contract 3).

// E is User, Group or Role, by its name; or ManagedPolicy, of `account` or of AWS, or OidcProvider,
// by its ARN.

/// Null when there is none.
template <class E>
std::shared_ptr<const E> named(const Directory& directory, std::string_view account,
                               std::string_view which);
/// The error for one that there is not. Validation: not an ARN where it should be one.
template <class E>
Error absent(std::string_view which);
/// It or this error.
template <class E>
Result<std::shared_ptr<const E>> require(const Directory& directory, std::string_view account,
                                         std::string_view which) {
  if (auto entity = named<E>(directory, account, which)) return entity;
  return std::unexpected(absent<E>(which));
}

/// A policy where it is to be attached: NoSuchEntity with another text.
Result<ManagedPolicyPtr> require_attachable(const Directory& directory, std::string_view account,
                                            std::string_view arn);
/// `version` as clients write it: `v2`.
Result<const PolicyVersion*> require_version(const ManagedPolicy& policy, std::string_view version);
template <class E>
Result<const InlinePolicy*> require_inline(const E& entity, std::string_view name);

/// An access key of the user or, without one, of the account's root.
Result<AccessKeyPtr> require_access_key(const Directory& directory, std::string_view account,
                                        std::string_view user_id, std::string_view id);
Result<LoginProfilePtr> require_login(const User& user);

}  // namespace strongroom::iam
