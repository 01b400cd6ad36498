#include "ops/iam/update_login_profile.h"

#include "iam/login_profile_changes.h"
#include "iam/lookup.h"
#include "ops/iam/entity_access.h"
#include "ops/iam/passwords.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::User;

Result<policy::AccessRequest> UpdateLoginProfile::access(OperationContext& context,
                                                         const Input& input) {
  return access_to<User>(context, "iam:UpdateLoginProfile", input.user_name);
}

Task<Result<UpdateLoginProfile::Output>> UpdateLoginProfile::handle(OperationContext& context,
                                                                    const Input& input) {
  const auto& identity = context.services.identity;
  SR_CO_TRY(const strongroom::iam::UserPtr user, decided<User>(context, input.user_name));
  SR_CO_CHECK(strongroom::iam::require_login(*user));
  strongroom::iam::LoginUpdate update{.reset_required = input.reset_required};
  if (input.password) {
    SR_CO_TRY(update.hash, co_await hash_of_new_password(context, user, *input.password));
  }
  SR_CO_CHECK(co_await commit(context, strongroom::iam::update_login_profile(
                                           identity.basis(context.now), user, std::move(update))));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
