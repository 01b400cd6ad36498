#include "ops/iam/delete_access_key.h"

#include "iam/user_changes.h"
#include "ops/iam/calling_user.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> DeleteAccessKey::access(OperationContext& context,
                                                      const Input& input) {
  return access_to_user_or_caller(context, "iam:DeleteAccessKey", input.user_name);
}

Task<Result<DeleteAccessKey::Output>> DeleteAccessKey::handle(OperationContext& context,
                                                              const Input& input) {
  SR_CO_TRY(const auto user, decided_user(context, input.user_name));
  SR_CO_CHECK(co_await commit(context, strongroom::iam::delete_access_key(
                                           context.services.identity.basis(context.now),
                                           context.partition.account, user, input.access_key_id)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
