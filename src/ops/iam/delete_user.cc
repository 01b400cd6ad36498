#include "ops/iam/delete_user.h"

#include "iam/user_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::User;

Result<policy::AccessRequest> DeleteUser::access(OperationContext& context, const Input& input) {
  return access_to<strongroom::iam::User>(context, "iam:DeleteUser", input.user_name);
}

Task<Result<DeleteUser::Output>> DeleteUser::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const auto user, decided<User>(context, input.user_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_user(context.services.identity.basis(context.now), user)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
