#include "ops/iam/entity_detail.h"

#include <utility>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Directory;
using strongroom::iam::Group;
using strongroom::iam::ManagedPolicyPtr;

template <class E>
EntityDetail permissions_of(const std::shared_ptr<const E>& entity, const Directory& directory) {
  EntityDetail detail;
  detail.path = entity->path;
  detail.name = entity->name;
  detail.id = entity->id;
  detail.arn = entity->arn();
  detail.created = entity->created;
  for (const auto& policy : entity->permissions.inlined) {
    detail.inlined.push_back({.name = policy.name, .document = policy.document->text});
  }
  for (const std::string& arn : entity->permissions.attached) {
    ManagedPolicyPtr policy = directory.find_policy(arn);
    if (policy == nullptr) continue;
    detail.attached.push_back({.name = policy->name, .arn = arn, .policy = std::move(policy)});
  }
  detail.entity = entity;
  return detail;
}

template <class E>
void add_tags_and_boundary(EntityDetail& detail, const E& entity) {
  if (!entity.boundary.empty()) detail.boundary = {.arn = entity.boundary};
  detail.tags = shown(entity.tags);
}

}  // namespace

EntityDetail detail_of(const strongroom::iam::UserPtr& user, const Directory& directory) {
  EntityDetail detail = permissions_of(user, directory);
  add_tags_and_boundary(detail, *user);
  for (const std::string& id : user->groups) {
    if (const auto group = directory.find_by_id<Group>(id)) detail.groups.push_back(group->name);
  }
  return detail;
}

EntityDetail detail_of(const strongroom::iam::GroupPtr& group, const Directory& directory) {
  return permissions_of(group, directory);
}

EntityDetail detail_of(const strongroom::iam::RolePtr& role, const Directory& directory) {
  EntityDetail detail = permissions_of(role, directory);
  RoleDescription description = in_full(role, directory);
  detail.trust_policy = std::move(description.trust_policy);
  detail.last_use = description.last_use;
  detail.use = std::move(description.use);
  add_tags_and_boundary(detail, *role);
  return detail;
}

}  // namespace strongroom::ops::iam_api
