#include "ops/secretsmanager/get_random_password.h"

#include "ops/secretsmanager/secret_access.h"
#include "secrets/random_password.h"

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> GetRandomPassword::access(OperationContext& context, const Input&) {
  return access_to_all(context, "secretsmanager:GetRandomPassword");
}

Task<Result<GetRandomPassword::Output>> GetRandomPassword::handle(OperationContext& context,
                                                                  const Input& input) {
  constexpr std::int64_t kDefaultLength = 32;
  const secrets::PasswordRules rules{
      .length = static_cast<std::size_t>(input.password_length.value_or(kDefaultLength)),
      .exclude_characters = input.exclude_characters.value_or(""),
      .exclude_numbers = input.exclude_numbers,
      .exclude_punctuation = input.exclude_punctuation,
      .exclude_uppercase = input.exclude_uppercase,
      .exclude_lowercase = input.exclude_lowercase,
      .include_space = input.include_space,
      .require_each_included_type = input.require_each_included_type};
  SR_CO_TRY(const std::string_view password, secrets::random_password(rules, context.arena));
  co_return Output{.random_password = password};
}

}  // namespace strongroom::ops::secretsmanager
