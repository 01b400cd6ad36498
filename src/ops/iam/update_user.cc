#include "ops/iam/update_user.h"

#include "iam/user_changes.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::User;

Result<policy::AccessRequest> UpdateUser::access(OperationContext& context, const Input& input) {
  return access_to<User>(context, "iam:UpdateUser", input.user_name);
}

Task<Result<UpdateUser::Output>> UpdateUser::handle(OperationContext& context, const Input& input) {
  const auto& identity = context.services.identity;
  SR_CO_TRY(const strongroom::iam::UserPtr user, decided<User>(context, input.user_name));
  policy::AccessRequest renamed = access_to<User>(context, "iam:UpdateUser", user);
  renamed.resource =
      access_to_new(context, renamed.action, "user", input.new_path.value_or(user->path),
                    input.new_user_name.value_or(user->name))
          .resource;
  SR_CO_CHECK(context.authorizer.require(renamed));
  SR_CO_CHECK(co_await commit(context, strongroom::iam::update_user(
                                           identity.basis(context.now), user,
                                           {.path = input.new_path, .name = input.new_user_name})));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
