#include "ops/iam/update_access_key.h"

#include "iam/user_changes.h"
#include "ops/iam/calling_user.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> UpdateAccessKey::access(OperationContext& context,
                                                      const Input& input) {
  return access_to_user_or_caller(context, "iam:UpdateAccessKey", input.user_name);
}

Task<Result<UpdateAccessKey::Output>> UpdateAccessKey::handle(OperationContext& context,
                                                              const Input& input) {
  SR_CO_TRY(const auto user, decided_user(context, input.user_name));
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::set_access_key_active(
                   context.services.identity.basis(context.now), context.partition.account, user,
                   input.access_key_id, input.status == "Active")));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
