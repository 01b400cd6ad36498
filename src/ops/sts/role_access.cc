#include "ops/sts/role_access.h"

#include "base/arn.h"
#include "ops/access.h"

#include <fmt/format.h>

namespace strongroom::ops::sts {
namespace {

constexpr std::string_view kRoleType = "role/";

Result<Arn> arn_of_role(std::string_view text) {
  const auto arn = parse_arn(text);
  if (arn && !arn->partition.empty() && !arn->service.empty() && !arn->resource.empty()) {
    return *arn;
  }
  return failure(ErrorCode::Validation, fmt::format("{} is invalid", text));
}

void add_role_tags(policy::AccessRequest& access, const iam::Role& role, Arena& arena) {
  access.resource_tags = role.tags;
  for (const iam::Tag& tag : role.tags) {
    ArenaText key(arena);
    key.append("iam:ResourceTag/");
    key.append(tag.key);
    add_condition(access, key.view(), std::string_view(tag.value));
  }
}

}  // namespace

Result<iam::RolePtr> role_named(const OperationContext& context, std::string_view arn) {
  SR_TRY(const Arn parts, arn_of_role(arn));
  if (parts.service != "iam" || !parts.resource.starts_with(kRoleType)) return nullptr;
  const std::string_view name = parts.resource.substr(parts.resource.rfind('/') + 1);
  iam::RolePtr role = context.services.identity.directory().find<iam::Role>(parts.account, name);
  if (role == nullptr || role->arn() != arn) return nullptr;
  return role;
}

policy::AccessRequest access_to_role(OperationContext& context, std::string_view action,
                                     std::string_view arn, const iam::RolePtr& role) {
  policy::AccessRequest access = access_to_all(context, action);
  access.resource = arn;
  access.resource_rule = policy::ResourceRule::RoleTrust;
  if (const auto parts = parse_arn(arn)) access.resource_account = parts->account;
  if (role == nullptr) return access;
  context.held.push_back(role);
  access.resource_policy = role->trust->compiled.get();
  add_role_tags(access, *role, context.arena);
  return access;
}

}  // namespace strongroom::ops::sts
