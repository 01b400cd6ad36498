#include "ops/iam/get_user.h"

#include "ops/iam/calling_user.h"

#include <utility>

namespace strongroom::ops::iam_api {
namespace {

UserDescription root_user(const OperationContext& context) {
  UserDescription root;
  root.id = context.caller.account;
  root.arn = context.caller.arn;
  if (const auto account = context.services.identity.directory().account(context.caller.account)) {
    root.created = account->created;
  }
  return root;
}

}  // namespace

Result<policy::AccessRequest> GetUser::access(OperationContext& context, const Input& input) {
  return access_to_user_or_caller(context, "iam:GetUser", input.user_name);
}

Task<Result<GetUser::Output>> GetUser::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(strongroom::iam::UserPtr user, decided_user(context, input.user_name));
  if (user == nullptr) co_return Output{.user = root_user(context)};
  co_return Output{.user = in_full(std::move(user))};
}

}  // namespace strongroom::ops::iam_api
