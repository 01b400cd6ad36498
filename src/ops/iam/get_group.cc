#include "ops/iam/get_group.h"

#include "iam/names.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;
using strongroom::iam::GroupPtr;
using strongroom::iam::UserPtr;

Result<policy::AccessRequest> GetGroup::access(OperationContext& context, const Input& input) {
  return access_to<Group>(context, "iam:GetGroup", input.group_name);
}

Task<Result<GetGroup::Output>> GetGroup::handle(OperationContext& context, const Input& input) {
  const auto& directory = context.services.identity.directory();
  SR_CO_TRY(GroupPtr group, decided<Group>(context, input.group_name));
  SR_CO_TRY(Page<UserPtr> page,
            page_of(context, "GetGroup " + group->id, {input.marker, input.max_items},
                    directory.members(*group),
                    [](const UserPtr& user) { return strongroom::iam::lower_case(user->name); }));
  Page<UserDescription> users =
      shown_page(std::move(page), [](const UserPtr& user) { return in_list(user); });
  co_return Output{.group = described(std::move(group)),
                   .users = std::move(users.items),
                   .is_truncated = users.is_truncated,
                   .marker = std::move(users.marker)};
}

}  // namespace strongroom::ops::iam_api
