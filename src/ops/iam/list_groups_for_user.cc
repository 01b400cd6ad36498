#include "ops/iam/list_groups_for_user.h"

#include "iam/names.h"
#include "ops/iam/entity_access.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::Group;
using strongroom::iam::GroupPtr;
using strongroom::iam::User;
using strongroom::iam::UserPtr;

std::string group_position(const GroupPtr& group) {
  return strongroom::iam::lower_case(group->name);
}

std::vector<GroupPtr> groups_of(const OperationContext& context, const User& user) {
  std::vector<GroupPtr> groups;
  for (const std::string& id : user.groups) {
    if (GroupPtr group = context.services.identity.directory().find_by_id<Group>(id)) {
      groups.push_back(std::move(group));
    }
  }
  std::ranges::sort(groups, {}, group_position);
  return groups;
}

}  // namespace

Result<policy::AccessRequest> ListGroupsForUser::access(OperationContext& context,
                                                        const Input& input) {
  return access_to<User>(context, "iam:ListGroupsForUser", input.user_name);
}

Task<Result<ListGroupsForUser::Output>> ListGroupsForUser::handle(OperationContext& context,
                                                                  const Input& input) {
  SR_CO_TRY(const UserPtr user, decided<User>(context, input.user_name));
  SR_CO_TRY(Page<GroupPtr> page,
            page_of(context, "ListGroupsForUser " + user->id, {input.marker, input.max_items},
                    groups_of(context, *user), group_position));
  co_return shown_page(std::move(page), described);
}

}  // namespace strongroom::ops::iam_api
