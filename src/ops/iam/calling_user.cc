#include "ops/iam/calling_user.h"

#include "iam/lookup.h"
#include "ops/iam/entity_access.h"

namespace strongroom::ops::iam_api {

using strongroom::iam::User;

Result<std::optional<std::string_view>> user_or_caller(const OperationContext& context,
                                                       std::optional<std::string_view> named) {
  using Kind = policy::Caller::Kind;
  if (named) return named;
  if (context.caller.kind == Kind::Root) return std::nullopt;
  if (context.caller.kind == Kind::User) return std::string_view(context.caller.user_name);
  return failure(ErrorCode::Validation,
                 "Must specify userName when calling with non-User credentials");
}

Result<policy::AccessRequest> access_to_user_or_caller(OperationContext& context,
                                                       std::string_view action,
                                                       std::optional<std::string_view> named) {
  SR_TRY(const auto name, user_or_caller(context, named));
  if (!name) return access_to_arn(context, action, context.caller.arn);
  return access_to<User>(context, action, *name);
}

Result<strongroom::iam::UserPtr> require_user_or_caller(const OperationContext& context,
                                                        std::optional<std::string_view> named) {
  SR_TRY(const auto name, user_or_caller(context, named));
  if (!name) return nullptr;
  return strongroom::iam::require<User>(context.services.identity.directory(),
                                        context.partition.account, *name);
}

}  // namespace strongroom::ops::iam_api
