#include "ops/iam/calling_user.h"

#include "ops/iam/entity_access.h"

#include <utility>

namespace strongroom::ops::iam_api {

using strongroom::iam::User;
using strongroom::iam::UserPtr;

policy::AccessRequest access_to_caller(OperationContext& context, std::string_view action) {
  // By his id: another may have got his name since he signed.
  auto user = context.services.identity.directory().find_by_id<User>(context.caller.unique_id);
  if (user == nullptr) return access_to_arn(context, action, context.caller.arn);
  return access_to(context, action, std::move(user));
}

Result<policy::AccessRequest> access_to_user_or_caller(OperationContext& context,
                                                       std::string_view action,
                                                       std::optional<std::string_view> named) {
  using Kind = policy::Caller::Kind;
  if (named) return access_to<User>(context, action, *named);
  if (context.caller.kind == Kind::User) return access_to_caller(context, action);
  if (context.caller.kind == Kind::Root) return access_to_arn(context, action, context.caller.arn);
  return failure(ErrorCode::Validation,
                 "Must specify userName when calling with non-User credentials");
}

Result<UserPtr> decided_user(const OperationContext& context,
                             std::optional<std::string_view> named) {
  if (!named && context.caller.kind == policy::Caller::Kind::Root) return nullptr;
  return decided<User>(context, named.value_or(context.caller.user_name));
}

}  // namespace strongroom::ops::iam_api
