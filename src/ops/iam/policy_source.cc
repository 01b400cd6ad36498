#include "ops/iam/policy_source.h"

#include "base/arn.h"
#include "iam/callers.h"
#include "ops/iam/entity_access.h"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Directory;
using strongroom::iam::Group;
using strongroom::iam::ManagedPolicyPtr;
using strongroom::iam::Permissions;
using strongroom::iam::Role;
using strongroom::iam::User;

/// The type and the name in `user/path/name`.
struct EntityName {
  std::string_view account;
  std::string_view type;
  std::string_view name;
};

Result<EntityName> entity_name(std::string_view text) {
  const auto arn = parse_arn(text);
  const std::size_t slash = arn ? arn->resource.find('/') : std::string_view::npos;
  if (arn && arn->service == "iam" && slash != std::string_view::npos) {
    const EntityName found{.account = arn->account,
                           .type = arn->resource.substr(0, slash),
                           .name = arn->resource.substr(arn->resource.rfind('/') + 1)};
    const bool known = found.type == "user" || found.type == "group" || found.type == "role";
    if (known && !found.name.empty()) return found;
  }
  return failure(
      ErrorCode::InvalidInput,
      fmt::format("Invalid Entity Arn: {} does not clearly define entity type and name.", text));
}

Result<void> add_policies(const Directory& directory, const Permissions& permissions,
                          PolicySource& to) {
  for (const auto& policy : permissions.inlined) to.policies.push_back(policy.document);
  for (const std::string& arn : permissions.attached) {
    const ManagedPolicyPtr policy = directory.find_policy(arn);
    if (policy == nullptr) return failure(ErrorCode::PolicyEvaluation, arn + " is missing.");
    to.policies.push_back(policy->document());
  }
  return {};
}

Result<void> set_boundary(const Directory& directory, const std::string& arn, PolicySource& of) {
  if (arn.empty()) return {};
  of.boundary = directory.find_policy(arn);
  if (of.boundary) return {};
  return failure(ErrorCode::PolicyEvaluation, arn + " is missing.");
}

Result<PolicySource> source_of(const Directory& directory, const User& user) {
  PolicySource source;
  source.caller = *strongroom::iam::user_caller(user);
  SR_CHECK(add_policies(directory, user.permissions, source));
  for (const std::string& id : user.groups) {
    const auto group = directory.find_by_id<Group>(id);
    if (group == nullptr) return failure(ErrorCode::PolicyEvaluation, "A group is missing.");
    SR_CHECK(add_policies(directory, group->permissions, source));
  }
  SR_CHECK(set_boundary(directory, user.boundary, source));
  return source;
}

Result<PolicySource> source_of(const Directory& directory, const Group& group) {
  PolicySource source;
  source.caller.kind = policy::Caller::Kind::User;
  source.caller.account = group.account;
  SR_CHECK(add_policies(directory, group.permissions, source));
  return source;
}

Result<PolicySource> source_of(const Directory& directory, const Role& role) {
  PolicySource source;
  source.caller = strongroom::iam::role_session(role);
  SR_CHECK(add_policies(directory, role.permissions, source));
  SR_CHECK(set_boundary(directory, role.boundary, source));
  return source;
}

template <class E>
Result<PolicySource> find_source(const OperationContext& context, std::string_view name,
                                 std::string_view arn) {
  SR_TRY(const auto entity, decided<E>(context, name));
  if (entity->arn() == arn) return source_of(context.services.identity.directory(), *entity);
  return failure(ErrorCode::NoSuchEntity, fmt::format("{} cannot be found.", arn));
}

}  // namespace

Result<PolicySource> policy_source(const OperationContext& context, std::string_view arn) {
  SR_TRY(const EntityName named, entity_name(arn));
  if (named.type == "user") return find_source<User>(context, named.name, arn);
  if (named.type == "group") return find_source<Group>(context, named.name, arn);
  return find_source<Role>(context, named.name, arn);
}

policy::AccessRequest access_to_source(OperationContext& context, std::string_view action,
                                       std::string_view arn) {
  const auto named = entity_name(arn);
  if (!named || named->account != context.partition.account) {
    return access_to_arn(context, action, arn);
  }
  policy::AccessRequest access =
      named->type == "user"    ? access_to<User>(context, action, named->name)
      : named->type == "group" ? access_to<Group>(context, action, named->name)
                               : access_to<Role>(context, action, named->name);
  access.shown_resource = arn;
  return access;
}

Result<policy::Caller> simulated_user(std::string_view arn) {
  SR_TRY(const EntityName named, entity_name(arn));
  if (named.type != "user") {
    return failure(ErrorCode::InvalidInput,
                   fmt::format("Invalid Caller Arn: {} is not the ARN of a user.", arn));
  }
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::User;
  caller.account = named.account;
  caller.arn = arn;
  caller.user_name = named.name;
  return caller;
}

}  // namespace strongroom::ops::iam_api
