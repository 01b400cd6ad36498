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

/// A User, Group or Role.
template <class E>
Result<std::shared_ptr<const E>> require(const Directory& directory, std::string_view account,
                                         std::string_view name);

/// A policy of `account` or of AWS. Validation: not an ARN at all.
Result<ManagedPolicyPtr> require_policy(const Directory& directory, std::string_view account,
                                        std::string_view arn);
/// The same where it is to be attached: NoSuchEntity with another text.
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
Result<OidcProviderPtr> require_provider(const Directory& directory, std::string_view account,
                                         std::string_view arn);

}  // namespace strongroom::iam
