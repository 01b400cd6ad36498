#include "ops/iam/delete_role.h"

#include "iam/role_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;

Result<policy::AccessRequest> DeleteRole::access(OperationContext& context, const Input& input) {
  return access_to<Role>(context, "iam:DeleteRole", input.role_name);
}

Task<Result<DeleteRole::Output>> DeleteRole::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto role, decided<Role>(context, input.role_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_role(context.services.identity.basis(context.now), role)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
