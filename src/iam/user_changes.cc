#include "iam/user_changes.h"

#include "iam/boundary.h"
#include "iam/lookup.h"
#include "iam/names.h"
#include "iam/unique_id.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

std::unexpected<Error> taken(std::string_view name) {
  return failure(ErrorCode::EntityAlreadyExists,
                 fmt::format("User with name {} already exists.", name));
}

Result<void> check_deletable(const User& user) {
  const auto conflict = [](std::string_view what) {
    return failure(ErrorCode::DeleteConflict, fmt::format("Cannot delete entity, must {}.", what));
  };
  if (!user.access_keys.empty()) return conflict("delete access keys first");
  if (user.login) return conflict("delete login profile first");
  if (!user.permissions.attached.empty()) return conflict("detach all policies first");
  if (!user.permissions.inlined.empty()) return conflict("delete policies first");
  if (!user.groups.empty()) return conflict("remove users from group first");
  return {};
}

}  // namespace

Result<Change<User>> create_user(const Basis& basis, const NewUser& request) {
  SR_CHECK(check_name("userName", request.name, kLongestNewName));
  SR_CHECK(check_path(request.path));
  if (basis.directory.find<User>(request.account, request.name)) return taken(request.name);
  SR_CHECK(check_room_for_one(basis.directory.count<User>(request.account), "UsersPerAccount",
                              basis.quotas.users));
  ChangeBuilder builder(basis.keys);
  User user;
  user.account = request.account;
  user.name = request.name;
  user.path = request.path;
  user.boundary = request.boundary;
  user.id = new_unique_id(kUserId, request.account);
  user.created = basis.now;
  SR_TRY(user.tags, with_tags({}, request.tags, basis.quotas.tags));
  if (!request.boundary.empty()) {
    SR_CHECK(hold_boundary(basis, builder, request.account, request.boundary));
  }
  builder.create(user);
  return builder.take<User>(std::make_shared<const User>(std::move(user)));
}

Result<Change<User>> update_user(const Basis& basis, const UserPtr& seen, const NewPlace& place) {
  User user = *seen;
  if (place.path) {
    SR_CHECK(check_path(*place.path));
    user.path = *place.path;
  }
  if (place.name) {
    SR_CHECK(check_name("newUserName", *place.name, kLongestNewName));
    const UserPtr there = basis.directory.find<User>(seen->account, *place.name);
    if (there && there->id != user.id) return taken(*place.name);
    user.name = *place.name;
  }
  return replacing(basis, seen, std::move(user));
}

Result<Change<User>> delete_user(const Basis& basis, const UserPtr& seen) {
  SR_CHECK(check_deletable(*seen));
  ChangeBuilder builder(basis.keys);
  builder.erase(*seen);
  return builder.take<User>(seen);
}

}  // namespace strongroom::iam
