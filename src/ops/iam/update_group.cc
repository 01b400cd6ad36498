#include "ops/iam/update_group.h"

#include "iam/group_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;

Result<policy::AccessRequest> UpdateGroup::access(OperationContext& context, const Input& input) {
  return access_to<Group>(context, "iam:UpdateGroup", input.group_name);
}

Task<Result<UpdateGroup::Output>> UpdateGroup::handle(OperationContext& context,
                                                      const Input& input) {
  const auto& identity = context.services.identity;
  SR_CO_TRY(const strongroom::iam::GroupPtr group, decided<Group>(context, input.group_name));
  policy::AccessRequest renamed = access_to<Group>(context, "iam:UpdateGroup", group);
  renamed.resource =
      access_to_new(context, renamed.action, "group", input.new_path.value_or(group->path),
                    input.new_group_name.value_or(group->name))
          .resource;
  SR_CO_CHECK(context.authorizer.require(renamed));
  SR_CO_CHECK(co_await commit(
      context,
      strongroom::iam::update_group(identity.basis(context.now), group,
                                    {.path = input.new_path, .name = input.new_group_name})));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
