#include "ops/iam/update_role_description.h"

#include "iam/role_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;

Result<policy::AccessRequest> UpdateRoleDescription::access(OperationContext& context,
                                                            const Input& input) {
  return access_to<Role>(context, "iam:UpdateRoleDescription", input.role_name);
}

Task<Result<UpdateRoleDescription::Output>> UpdateRoleDescription::handle(OperationContext& context,
                                                                          const Input& input) {
  SR_CO_TRY(const auto seen, decided<Role>(context, input.role_name));
  SR_CO_TRY(strongroom::iam::RolePtr role,
            co_await commit(
                context, strongroom::iam::update_role(context.services.identity.basis(context.now),
                                                      seen, {.description = input.description})));
  co_return Output{.role = in_full(std::move(role), context.services.identity.directory())};
}

}  // namespace strongroom::ops::iam_api
