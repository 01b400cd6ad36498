#include "ops/iam/group_membership.h"

#include "iam/group_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Group;
using strongroom::iam::User;

Result<policy::AccessRequest> AddUserToGroup::access(OperationContext& context,
                                                     const Input& input) {
  return access_to<Group>(context, "iam:AddUserToGroup", input.group_name);
}

Task<Result<AddUserToGroup::Output>> AddUserToGroup::handle(OperationContext& context,
                                                            const Input& input) {
  const auto& identity = context.services.identity;
  SR_CO_TRY(const auto group, decided<Group>(context, input.group_name));
  SR_CO_TRY(const auto user, strongroom::iam::require<User>(
                                 identity.directory(), context.partition.account, input.user_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::add_user_to_group(identity.basis(context.now), group, user)));
  co_return Output{};
}

Result<policy::AccessRequest> RemoveUserFromGroup::access(OperationContext& context,
                                                          const Input& input) {
  return access_to<Group>(context, "iam:RemoveUserFromGroup", input.group_name);
}

Task<Result<RemoveUserFromGroup::Output>> RemoveUserFromGroup::handle(OperationContext& context,
                                                                      const Input& input) {
  const auto& identity = context.services.identity;
  SR_CO_TRY(const auto group, decided<Group>(context, input.group_name));
  SR_CO_TRY(const auto user, strongroom::iam::require<User>(
                                 identity.directory(), context.partition.account, input.user_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::remove_user_from_group(identity.basis(context.now), group, user)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
