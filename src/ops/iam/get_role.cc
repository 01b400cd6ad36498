#include "ops/iam/get_role.h"

#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;

Result<policy::AccessRequest> GetRole::access(OperationContext& context, const Input& input) {
  return access_to<Role>(context, "iam:GetRole", input.role_name);
}

Task<Result<GetRole::Output>> GetRole::handle(OperationContext& context, const Input& input) {
  const auto& directory = context.services.identity.directory();
  SR_CO_TRY(strongroom::iam::RolePtr role, decided<Role>(context, input.role_name));
  co_return Output{.role = in_full(std::move(role), directory)};
}

}  // namespace strongroom::ops::iam_api
