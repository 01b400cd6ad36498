#include "ops/iam/create_user.h"

#include "iam/user_changes.h"
#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateUser::access(OperationContext& context, const Input& input) {
  policy::AccessRequest access =
      access_to_new(context, "iam:CreateUser", "user", input.path.value_or("/"), input.user_name);
  add_condition(access, "iam:PermissionsBoundary", input.boundary);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

Task<Result<CreateUser::Output>> CreateUser::handle(OperationContext& context, const Input& input) {
  const auto tags = owned(input.tags);
  SR_CO_TRY(strongroom::iam::UserPtr user,
            co_await commit(
                context, strongroom::iam::create_user(context.services.identity.basis(context.now),
                                                      {.account = context.partition.account,
                                                       .name = input.user_name,
                                                       .path = input.path.value_or("/"),
                                                       .boundary = input.boundary.value_or(""),
                                                       .tags = tags})));
  co_return Output{.user = in_full(std::move(user))};
}

}  // namespace strongroom::ops::iam_api
