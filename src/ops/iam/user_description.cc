#include "ops/iam/user_description.h"

#include <utility>

namespace strongroom::ops::iam_api {

UserDescription in_list(strongroom::iam::UserPtr user) {
  UserDescription description;
  description.path = user->path;
  description.name = user->name;
  description.id = user->id;
  description.arn = user->arn();
  description.created = user->created;
  description.user = std::move(user);
  return description;
}

UserDescription in_full(strongroom::iam::UserPtr user) {
  UserDescription description = in_list(std::move(user));
  const strongroom::iam::User& whole = *description.user;
  if (!whole.boundary.empty()) description.boundary = {.arn = whole.boundary};
  if (!whole.tags.empty()) description.tags = shown(whole.tags);
  return description;
}

}  // namespace strongroom::ops::iam_api
