#include "ops/iam/group_membership.h"

#include "iam/group_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;

Result<policy::AccessRequest> AddUserToGroup::access(OperationContext& context,
                                                     const Input& input) {
  return access_to<Group>(context, "iam:AddUserToGroup", input.group_name);
}

Task<Result<AddUserToGroup::Output>> AddUserToGroup::handle(OperationContext& context,
                                                            const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::add_user_to_group(context.services.identity.basis(context.now),
                                                  context.partition.account, input.group_name,
                                                  input.user_name)));
  co_return Output{};
}

Result<policy::AccessRequest> RemoveUserFromGroup::access(OperationContext& context,
                                                          const Input& input) {
  return access_to<Group>(context, "iam:RemoveUserFromGroup", input.group_name);
}

Task<Result<RemoveUserFromGroup::Output>> RemoveUserFromGroup::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::remove_user_from_group(context.services.identity.basis(context.now),
                                                       context.partition.account, input.group_name,
                                                       input.user_name)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
