#include "ops/iam/change_password.h"

#include "iam/login_profile_changes.h"
#include "iam/lookup.h"
#include "iam/password_policy.h"
#include "ops/iam/calling_user.h"
#include "ops/iam/passwords.h"

#include <utility>

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::LoginProfilePtr;
using strongroom::iam::UserPtr;

/// A try counts as wrong until it has proved right: many at the same moment are no way around the
/// limit.
Task<Result<void>> check_old_password(OperationContext& context, const UserPtr& user,
                                      const LoginProfilePtr& login, std::string_view password) {
  strongroom::iam::SignInLimiter& sign_ins = context.services.sign_ins;
  if (sign_ins.locked_until(user->id, context.now)) {
    co_return failure(ErrorCode::EntityTemporarilyUnmodifiable,
                      "The password is locked after too many wrong ones. Try again later.");
  }
  sign_ins.failed(user->id, context.now);
  const Result<bool> is_right = co_await is_password_of(context, login, password);
  if (!is_right) {
    sign_ins.was_not_tried(user->id);
    co_return std::unexpected(is_right.error());
  }
  if (!*is_right) co_return failure(ErrorCode::AccessDenied, "The old password was incorrect.");
  sign_ins.succeeded(user->id);
  co_return {};
}

Result<void> check_expiry(const OperationContext& context,
                          const strongroom::iam::LoginProfile& login) {
  const auto policy = password_policy_of(context);
  if (!policy || !policy->hard_expiry ||
      !strongroom::iam::password_expired(policy, login.changed, context.now)) {
    return {};
  }
  return failure(ErrorCode::AccessDenied,
                 "The password has expired. An administrator has to set a new one.");
}

}  // namespace

Result<policy::AccessRequest> ChangePassword::access(OperationContext& context, const Input&) {
  if (context.caller.kind != policy::Caller::Kind::User) {
    return failure(ErrorCode::InvalidUserType, "Only IAM Users can change their own password");
  }
  return access_to_caller(context, "iam:ChangePassword");
}

Task<Result<ChangePassword::Output>> ChangePassword::handle(OperationContext& context,
                                                            const Input& input) {
  const auto& identity = context.services.identity;
  SR_CO_TRY(const UserPtr user, decided_user(context, std::nullopt));
  SR_CO_TRY(const LoginProfilePtr login, strongroom::iam::require_login(*user));
  SR_CO_CHECK(co_await check_old_password(context, user, login, input.old_password));
  SR_CO_CHECK(check_expiry(context, *login));
  SR_CO_TRY(std::string hash, co_await hash_of_new_password(context, user, input.new_password));
  SR_CO_CHECK(co_await commit(context, strongroom::iam::update_login_profile(
                                           identity.basis(context.now), user,
                                           {.hash = std::move(hash), .reset_required = false})));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
