#include "ops/iam/role_description.h"

#include "iam/principal_binding.h"

#include <utility>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Directory;
using strongroom::iam::Role;
using strongroom::iam::RolePtr;

RoleDescription essentials(RolePtr role, const Directory& directory) {
  RoleDescription description;
  description.path = role->path;
  description.name = role->name;
  description.id = role->id;
  description.arn = role->arn();
  description.created = role->created;
  description.trust_policy =
      strongroom::iam::shown_document(role->trust->text, role->trust->bindings, directory);
  if (!role->description.empty()) description.description = role->description;
  description.role = std::move(role);
  return description;
}

void add_tags_and_boundary(RoleDescription& description) {
  const Role& role = *description.role;
  if (!role.boundary.empty()) description.boundary = {.arn = role.boundary};
  if (!role.tags.empty()) description.tags = shown(role.tags);
}

}  // namespace

RoleDescription as_created(RolePtr role, const Directory& directory) {
  RoleDescription description = essentials(std::move(role), directory);
  add_tags_and_boundary(description);
  return description;
}

RoleDescription in_list(RolePtr role, const Directory& directory) {
  RoleDescription description = essentials(std::move(role), directory);
  description.max_session = description.role->max_session.count();
  return description;
}

RoleDescription in_full(RolePtr role, const Directory& directory) {
  RoleDescription description = in_list(std::move(role), directory);
  add_tags_and_boundary(description);
  description.last_use.emplace();
  description.use = directory.last_use(description.role->id);
  if (description.use) {
    description.last_use = {.at = description.use->at, .region = description.use->region};
  }
  return description;
}

}  // namespace strongroom::ops::iam_api
