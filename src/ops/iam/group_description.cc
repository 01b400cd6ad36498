#include "ops/iam/group_description.h"

#include <utility>

namespace strongroom::ops::iam_api {

GroupDescription described(strongroom::iam::GroupPtr group) {
  GroupDescription description;
  description.path = group->path;
  description.name = group->name;
  description.id = group->id;
  description.arn = group->arn();
  description.created = group->created;
  description.group = std::move(group);
  return description;
}

}  // namespace strongroom::ops::iam_api
