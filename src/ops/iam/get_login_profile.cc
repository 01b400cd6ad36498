#include "ops/iam/get_login_profile.h"

#include "iam/lookup.h"
#include "ops/iam/calling_user.h"
#include "ops/iam/passwords.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> GetLoginProfile::access(OperationContext& context,
                                                      const Input& input) {
  return access_to_user_or_caller(context, "iam:GetLoginProfile", input.user_name);
}

Task<Result<GetLoginProfile::Output>> GetLoginProfile::handle(OperationContext& context,
                                                              const Input& input) {
  SR_CO_TRY(strongroom::iam::UserPtr user, decided_console_user(context, input.user_name));
  SR_CO_CHECK(strongroom::iam::require_login(*user));
  co_return shown_login(std::move(user));
}

}  // namespace strongroom::ops::iam_api
