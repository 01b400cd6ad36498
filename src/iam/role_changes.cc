#include "iam/role_changes.h"

#include "iam/boundary.h"
#include "iam/compiled_policy.h"
#include "iam/lookup.h"
#include "iam/names.h"
#include "iam/unique_id.h"

#include <fmt/format.h>

namespace strongroom::iam {
namespace {

constexpr std::size_t kLongestDescription = 1000;

Result<TrustPolicyPtr> checked_trust(const Basis& basis, std::string_view document,
                                     const BindingRules& rules) {
  SR_CHECK(check_document(document, policy::PolicyKind::RoleTrust));
  if (policy::policy_size(document) > basis.quotas.trust_policy_size) {
    return quota_exceeded("ACLSizePerRole", basis.quotas.trust_policy_size);
  }
  SR_TRY(auto bindings, bind_principals(document, basis.directory, rules));
  return trust_policy(std::string(document), std::move(bindings));
}

Result<void> check_description(std::string_view description) {
  if (description.size() <= kLongestDescription) return {};
  return failure(ErrorCode::Validation,
                 "1 validation error detected: Value at 'description' failed to satisfy "
                 "constraint: Member must have length less than or equal to 1000");
}

Result<void> check_max_session(std::chrono::seconds length) {
  if (length >= kShortestMaxSession && length <= kLongestMaxSession) return {};
  const bool low = length < kShortestMaxSession;
  return failure(
      ErrorCode::Validation,
      fmt::format("1 validation error detected: Value '{}' at 'maxSessionDuration' failed to "
                  "satisfy constraint: Member must have value {} than or equal to {}",
                  length.count(), low ? "greater" : "less",
                  (low ? kShortestMaxSession : kLongestMaxSession).count()));
}

}  // namespace

Result<Change<Role>> create_role(const Basis& basis, const NewRole& request) {
  SR_CHECK(check_name("roleName", request.name, kLongestNewName));
  SR_CHECK(check_path(request.path));
  SR_CHECK(check_description(request.description));
  SR_CHECK(check_max_session(request.max_session));
  if (basis.directory.find<Role>(request.account, request.name)) {
    return failure(ErrorCode::EntityAlreadyExists,
                   fmt::format("Role with name {} already exists.", request.name));
  }
  SR_CHECK(check_room_for_one(basis.directory.count<Role>(request.account), "RolesPerAccount",
                              basis.quotas.roles));
  ChangeBuilder builder(basis.keys);
  Role role;
  role.account = request.account;
  role.name = request.name;
  role.path = request.path;
  role.description = request.description;
  role.max_session = request.max_session;
  role.boundary = request.boundary;
  role.id = new_unique_id(kRoleId, request.account);
  role.created = basis.now;
  SR_TRY(role.trust, checked_trust(basis, request.trust_policy, request.binding));
  SR_TRY(role.tags, with_tags({}, request.tags, basis.quotas.tags));
  if (!request.boundary.empty()) {
    SR_CHECK(hold_boundary(basis, builder, request.account, request.boundary));
  }
  builder.create(role);
  return builder.take<Role>(std::make_shared<const Role>(std::move(role)));
}

Result<Change<Role>> update_role(const Basis& basis, const RolePtr& seen,
                                 const RoleUpdate& update) {
  Role role = *seen;
  if (update.description) {
    SR_CHECK(check_description(*update.description));
    role.description = *update.description;
  }
  if (update.max_session) {
    SR_CHECK(check_max_session(*update.max_session));
    role.max_session = *update.max_session;
  }
  return replacing(basis, seen, std::move(role));
}

Result<Change<Role>> update_trust_policy(const Basis& basis, const RolePtr& seen,
                                         std::string_view document, const BindingRules& rules) {
  Role role = *seen;
  SR_TRY(role.trust, checked_trust(basis, document, rules));
  return replacing(basis, seen, std::move(role));
}

Result<Change<Role>> delete_role(const Basis& basis, const RolePtr& seen) {
  const auto conflict = [](std::string_view what) {
    return failure(ErrorCode::DeleteConflict,
                   fmt::format("Cannot delete entity, must {} first.", what));
  };
  if (!seen->permissions.attached.empty()) return conflict("detach all policies");
  if (!seen->permissions.inlined.empty()) return conflict("delete policies");
  ChangeBuilder builder(basis.keys);
  builder.erase(*seen);
  if (const auto use = basis.directory.last_use(seen->id)) builder.erase_key(use->key);
  return builder.take<Role>(seen);
}

}  // namespace strongroom::iam
