#include "ops/iam/delete_login_profile.h"

#include "iam/login_profile_changes.h"
#include "ops/iam/calling_user.h"
#include "ops/iam/passwords.h"

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> DeleteLoginProfile::access(OperationContext& context,
                                                         const Input& input) {
  return access_to_user_or_caller(context, "iam:DeleteLoginProfile", input.user_name);
}

Task<Result<DeleteLoginProfile::Output>> DeleteLoginProfile::handle(OperationContext& context,
                                                                    const Input& input) {
  SR_CO_TRY(const strongroom::iam::UserPtr user, decided_console_user(context, input.user_name));
  SR_CO_CHECK(co_await commit(context, strongroom::iam::delete_login_profile(
                                           context.services.identity.basis(context.now), user)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
