#pragma once

#include "base/clock.h"
#include "iam/password_policy.h"
#include "iam/policy_text.h"
#include "iam/principal_binding.h"
#include "iam/stored.h"
#include "iam/tag.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What an account consists of (iam contract 1 and 3): plain values. As a shared_ptr to const, an
/// entry of the directory; a change copies one, changes the copy, and commits it on its revision.
namespace strongroom::iam {

/// The account of policies that AWS manages.
inline constexpr std::string_view kAwsAccount = "aws";
inline constexpr std::chrono::seconds kShortestMaxSession{3600};
inline constexpr std::chrono::seconds kLongestMaxSession{43200};

/// What users, groups, roles and managed policies have in common. Names are unique in the account
/// ignoring case; the path is not part of that.
struct Entity : Stored {
  std::string account;
  std::string path = "/";
  std::string name;
  std::string id;  ///< Unique id (unique_id.h).
  Timestamp created;
};

struct InlinePolicy {
  std::string name;
  PolicyTextPtr document;
};

/// What gives a user, group or role its permissions.
struct Permissions {
  std::vector<std::string> attached;  ///< ARNs of managed policies, in the order of attachment.
  std::vector<InlinePolicy> inlined;

  bool is_attached(std::string_view arn) const;
  const InlinePolicy* find_inline(std::string_view name) const;  ///< Null when there is none.
};

/// The password of a user. Holds hashes, never a password.
struct LoginProfile {
  std::string hash;                 ///< password_hash.h
  std::vector<std::string> former;  ///< Hashes that must not come back; the newest first.
  Timestamp created;
  Timestamp changed;
  bool reset_required = false;
};
using LoginProfilePtr = std::shared_ptr<const LoginProfile>;

struct User : Entity {
  Permissions permissions;
  std::string boundary;  ///< ARN of a managed policy; empty when there is none.
  std::vector<Tag> tags;
  std::vector<std::string> groups;       ///< Unique ids.
  std::vector<std::string> access_keys;  ///< Ids, the oldest first.
  LoginProfilePtr login;                 ///< Null when there is none.

  std::string arn() const;
};
using UserPtr = std::shared_ptr<const User>;

struct Group : Entity {
  Permissions permissions;

  std::string arn() const;
};
using GroupPtr = std::shared_ptr<const Group>;

/// Who may assume a role: the document, the unique ids that its principals meant when it was saved,
/// and both compiled. Immutable.
struct TrustPolicy {
  std::string text;
  std::vector<PrincipalBinding> bindings;
  policy::PolicyPtr compiled;  ///< Null when it can't be compiled.
};
using TrustPolicyPtr = std::shared_ptr<const TrustPolicy>;
TrustPolicyPtr trust_policy(std::string text, std::vector<PrincipalBinding> bindings);

struct Role : Entity {
  Permissions permissions;
  std::string boundary;
  std::vector<Tag> tags;
  TrustPolicyPtr trust;
  std::string description;
  std::chrono::seconds max_session = kShortestMaxSession;

  std::string arn() const;
};
using RolePtr = std::shared_ptr<const Role>;

struct PolicyVersion {
  std::uint32_t number = 1;  ///< Shown as `v1`.
  PolicyTextPtr document;
  Timestamp created;
};

struct ManagedPolicy : Entity {
  Timestamp updated;
  std::string description;
  std::vector<Tag> tags;
  std::vector<PolicyVersion> versions;  ///< Oldest first; never empty.
  std::uint32_t default_version = 1;
  std::uint32_t last_version = 1;  ///< The highest that was ever given: numbers don't come back.

  std::string arn() const;
  bool aws_managed() const { return account == kAwsAccount; }
  const PolicyVersion* find_version(std::uint32_t number) const;  ///< Null when there is none.
  const PolicyTextPtr& document() const;                          ///< Of the default version.
};
using ManagedPolicyPtr = std::shared_ptr<const ManagedPolicy>;

/// An OpenID Connect provider whose tokens a role's trust policy may accept. `name` is its URL
/// without the scheme; it has no unique id and no path.
struct OidcProvider : Entity {
  std::vector<std::string> client_ids;
  std::vector<std::string> thumbprints;
  std::vector<Tag> tags;

  std::string arn() const;
};
using OidcProviderPtr = std::shared_ptr<const OidcProvider>;

struct Account : Stored {
  std::string id;
  Timestamp created;
  std::string alias;                     ///< Empty when there is none.
  std::vector<std::string> access_keys;  ///< Of the root user.
  std::optional<PasswordPolicy> password_policy;
};
using AccountPtr = std::shared_ptr<const Account>;

/// When an access key or a role was last used, to a few minutes.
struct LastUse : Stored {
  std::string account;
  std::string id;  ///< Of the access key, or the role's unique id.
  Timestamp at;
  std::string service;  ///< `secretsmanager`; empty for a role.
  std::string region;
};

}  // namespace strongroom::iam
