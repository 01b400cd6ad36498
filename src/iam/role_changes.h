#pragma once

#include "iam/change.h"
#include "iam/principal_binding.h"

#include <chrono>
#include <optional>
#include <span>
#include <string_view>

/// Roles (iam contract 3.4). As in user_changes.h.
namespace strongroom::iam {

struct NewRole {
  std::string_view account;
  std::string_view name;
  std::string_view trust_policy;
  std::string_view path = "/";
  std::string_view description = {};
  std::chrono::seconds max_session = kShortestMaxSession;
  std::string_view boundary = {};
  std::span<const Tag> tags = {};
  BindingRules binding = {};
};
/// Errors: Validation, EntityAlreadyExists, LimitExceeded; MalformedPolicyDocument, also for a
/// principal that does not exist.
Result<Change<Role>> create_role(const Basis& basis, const NewRole& role);

/// What has no value stays.
struct RoleUpdate {
  std::optional<std::string_view> description = std::nullopt;
  std::optional<std::chrono::seconds> max_session = std::nullopt;
};
Result<Change<Role>> update_role(const Basis& basis, const RolePtr& seen, const RoleUpdate& update);
/// Principals are bound anew. Those that are shown by a unique id stay what they are.
Result<Change<Role>> update_trust_policy(const Basis& basis, const RolePtr& seen,
                                         std::string_view document, const BindingRules& rules = {});
Result<Change<Role>> delete_role(const Basis& basis, const RolePtr& seen);

}  // namespace strongroom::iam
