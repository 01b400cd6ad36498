#include "ops/iam/list_instance_profiles_for_role.h"

#include "ops/iam/entity_access.h"

#include <string>

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;

Result<policy::AccessRequest> ListInstanceProfilesForRole::access(OperationContext& context,
                                                                  const Input& input) {
  return access_to<Role>(context, "iam:ListInstanceProfilesForRole", input.role_name);
}

Task<Result<ListInstanceProfilesForRole::Output>> ListInstanceProfilesForRole::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto role, decided<Role>(context, input.role_name));
  SR_CO_CHECK(page_start(context, std::string(kName) + " " + role->id, input.marker, {}));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
