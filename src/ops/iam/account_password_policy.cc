#include "ops/iam/account_password_policy.h"

#include "iam/account_changes.h"
#include "iam/password_policy.h"
#include "ops/access.h"

namespace strongroom::ops::iam_api {
namespace {

using strongroom::iam::PasswordPolicy;

PasswordPolicy policy_of(const UpdateAccountPasswordPolicy::Input& input) {
  PasswordPolicy policy{.minimum_length = static_cast<std::uint16_t>(input.minimum_length),
                        .require_symbols = input.require_symbols,
                        .require_numbers = input.require_numbers,
                        .require_uppercase = input.require_uppercase,
                        .require_lowercase = input.require_lowercase,
                        .users_may_change = input.users_may_change,
                        .hard_expiry = input.hard_expiry};
  if (input.max_age_days) policy.max_age_days = static_cast<std::uint16_t>(*input.max_age_days);
  if (input.remembered) policy.remembered = static_cast<std::uint8_t>(*input.remembered);
  return policy;
}

}  // namespace

Result<policy::AccessRequest> UpdateAccountPasswordPolicy::access(OperationContext& context,
                                                                  const Input&) {
  return access_to_all(context, "iam:UpdateAccountPasswordPolicy");
}

Task<Result<UpdateAccountPasswordPolicy::Output>> UpdateAccountPasswordPolicy::handle(
    OperationContext& context, const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::put_password_policy(context.services.identity.basis(context.now),
                                                    context.partition.account, policy_of(input))));
  co_return Output{};
}

Result<policy::AccessRequest> GetAccountPasswordPolicy::access(OperationContext& context,
                                                               const Input&) {
  return access_to_all(context, "iam:GetAccountPasswordPolicy");
}

Task<Result<GetAccountPasswordPolicy::Output>> GetAccountPasswordPolicy::handle(
    OperationContext& context, const Input&) {
  SR_CO_TRY(const PasswordPolicy policy,
            strongroom::iam::require_password_policy(context.services.identity.directory(),
                                                     context.partition.account));
  co_return Output{.policy = {.minimum_length = policy.minimum_length,
                              .require_symbols = policy.require_symbols,
                              .require_numbers = policy.require_numbers,
                              .require_uppercase = policy.require_uppercase,
                              .require_lowercase = policy.require_lowercase,
                              .users_may_change = policy.users_may_change,
                              .passwords_expire = policy.max_age_days.has_value(),
                              .max_age_days = policy.max_age_days,
                              .remembered = policy.remembered,
                              .hard_expiry = policy.hard_expiry}};
}

Result<policy::AccessRequest> DeleteAccountPasswordPolicy::access(OperationContext& context,
                                                                  const Input&) {
  return access_to_all(context, "iam:DeleteAccountPasswordPolicy");
}

Task<Result<DeleteAccountPasswordPolicy::Output>> DeleteAccountPasswordPolicy::handle(
    OperationContext& context, const Input&) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_password_policy(context.services.identity.basis(context.now),
                                                       context.partition.account)));
  co_return Output{};
}

}  // namespace strongroom::ops::iam_api
