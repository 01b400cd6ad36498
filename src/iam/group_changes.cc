#include "iam/group_changes.h"

#include "iam/lookup.h"
#include "iam/names.h"
#include "iam/unique_id.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

std::unexpected<Error> taken(std::string_view name) {
  return failure(ErrorCode::EntityAlreadyExists,
                 fmt::format("Group with name {} already exists.", name));
}

bool is_in(const User& user, const Group& group) {
  return std::ranges::find(user.groups, group.id) != user.groups.end();
}

}  // namespace

Result<Change<Group>> create_group(const Basis& basis, std::string_view account,
                                   std::string_view name, std::string_view path) {
  SR_CHECK(check_name("groupName", name, kLongestName));
  SR_CHECK(check_path(path));
  if (basis.directory.find<Group>(account, name)) return taken(name);
  SR_CHECK(check_room_for_one(basis.directory.count<Group>(account), "GroupsPerAccount",
                              basis.quotas.groups));
  Group group;
  group.account = account;
  group.name = name;
  group.path = path;
  group.id = new_unique_id(kGroupId, account);
  group.created = basis.now;
  ChangeBuilder builder(basis.keys);
  builder.create(group);
  return builder.take<Group>(std::make_shared<const Group>(std::move(group)));
}

Result<Change<Group>> update_group(const Basis& basis, const GroupPtr& seen,
                                   const NewPlace& place) {
  Group group = *seen;
  if (place.path) {
    SR_CHECK(check_path(*place.path));
    group.path = *place.path;
  }
  if (place.name) {
    SR_CHECK(check_name("newGroupName", *place.name, kLongestName));
    const GroupPtr there = basis.directory.find<Group>(seen->account, *place.name);
    if (there && there->id != group.id) return taken(*place.name);
    group.name = *place.name;
  }
  return replacing(basis, seen, std::move(group));
}

Result<Change<Group>> delete_group(const Basis& basis, const GroupPtr& seen) {
  const auto conflict = [](std::string_view what) {
    return failure(ErrorCode::DeleteConflict,
                   fmt::format("Cannot delete entity, must {} first.", what));
  };
  if (!basis.directory.members(*seen).empty()) return conflict("remove users from group");
  if (!seen->permissions.attached.empty()) return conflict("detach all policies");
  if (!seen->permissions.inlined.empty()) return conflict("delete policies");
  ChangeBuilder builder(basis.keys);
  builder.erase(*seen);
  return builder.take<Group>(seen);
}

Result<Change<User>> add_user_to_group(const Basis& basis, const GroupPtr& group,
                                       const UserPtr& seen) {
  if (is_in(*seen, *group)) return no_change<User>(seen);
  SR_CHECK(check_room_for_one(seen->groups.size(), "GroupsPerUser", basis.quotas.groups_per_user));
  User user = *seen;
  user.groups.push_back(group->id);
  ChangeBuilder builder(basis.keys);
  builder.hold(*group);
  builder.replace(*seen, user);
  return builder.take<User>(std::make_shared<const User>(std::move(user)));
}

Result<Change<User>> remove_user_from_group(const Basis& basis, const GroupPtr& group,
                                            const UserPtr& seen) {
  if (!is_in(*seen, *group)) return no_change<User>(seen);
  User user = *seen;
  std::erase(user.groups, group->id);
  ChangeBuilder builder(basis.keys);
  builder.rely_on(*group);
  builder.replace(*seen, user);
  return builder.take<User>(std::make_shared<const User>(std::move(user)));
}

}  // namespace strongroom::iam
