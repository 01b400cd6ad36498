#include "ops/iam/update_role.h"

#include "iam/role_changes.h"
#include "ops/iam/entity_access.h"

#include <chrono>

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;

Result<policy::AccessRequest> UpdateRole::access(OperationContext& context, const Input& input) {
  return access_to<Role>(context, "iam:UpdateRole", input.role_name);
}

Task<Result<UpdateRole::Output>> UpdateRole::handle(OperationContext& context, const Input& input) {
  strongroom::iam::RoleUpdate update{.description = input.description};
  if (input.max_session) update.max_session = std::chrono::seconds(*input.max_session);
  SR_CO_TRY(const auto role, decided<Role>(context, input.role_name));
  SR_CO_CHECK(co_await commit(
      context,
      strongroom::iam::update_role(context.services.identity.basis(context.now), role, update)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
