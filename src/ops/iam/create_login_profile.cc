#include "ops/iam/create_login_profile.h"

#include "iam/login_profile_changes.h"
#include "ops/iam/calling_user.h"
#include "ops/iam/passwords.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateLoginProfile::access(OperationContext& context,
                                                         const Input& input) {
  return access_to_user_or_caller(context, "iam:CreateLoginProfile", input.user_name);
}

Task<Result<CreateLoginProfile::Output>> CreateLoginProfile::handle(OperationContext& context,
                                                                    const Input& input) {
  SR_CO_TRY(const strongroom::iam::UserPtr user, decided_console_user(context, input.user_name));
  SR_CO_TRY(std::string hash, co_await hash_of_new_password(context, user, input.password));
  SR_CO_TRY(strongroom::iam::UserPtr changed,
            co_await commit(context, strongroom::iam::create_login_profile(
                                         context.services.identity.basis(context.now), user,
                                         std::move(hash), input.reset_required)));
  co_return shown_login(std::move(changed));
}

}  // namespace strongroom::ops::iam_api
