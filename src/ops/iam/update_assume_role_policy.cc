#include "ops/iam/update_assume_role_policy.h"

#include "iam/role_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::Role;

Result<policy::AccessRequest> UpdateAssumeRolePolicy::access(OperationContext& context,
                                                             const Input& input) {
  return access_to<Role>(context, "iam:UpdateAssumeRolePolicy", input.role_name);
}

Task<Result<UpdateAssumeRolePolicy::Output>> UpdateAssumeRolePolicy::handle(
    OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto role, decided<Role>(context, input.role_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::update_trust_policy(context.services.identity.basis(context.now),
                                                    role, input.document)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
