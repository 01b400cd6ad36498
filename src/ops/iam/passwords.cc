#include "ops/iam/passwords.h"

#include "base/bytes.h"
#include "iam/login_profile_changes.h"
#include "iam/password_hash.h"
#include "ops/iam/calling_user.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace strongroom::ops::iam_api {
namespace {

// Each takes some hundredths of a second: a client waits for one second at most.
constexpr std::size_t kMostWaiting = 64;

Result<void> check_queue(const OperationContext& context) {
  if (context.services.workers.waiting() < kMostWaiting) return {};
  return failure(ErrorCode::Throttled, "Rate exceeded");
}

}  // namespace

std::optional<strongroom::iam::PasswordPolicy> password_policy_of(const OperationContext& context) {
  const auto account = context.services.identity.directory().account(context.partition.account);
  return account ? account->password_policy : std::nullopt;
}

Result<strongroom::iam::UserPtr> decided_console_user(const OperationContext& context,
                                                      std::optional<std::string_view> named) {
  SR_TRY(strongroom::iam::UserPtr user, decided_user(context, named));
  if (user) return user;
  return failure(ErrorCode::Validation,
                 "Must specify userName when calling with non-User credentials");
}

Task<Result<bool>> is_password_of(OperationContext& context, strongroom::iam::LoginProfilePtr login,
                                  std::string_view password) {
  SR_CO_CHECK(check_queue(context));
  co_return co_await context.services.workers.run(
      [&] { return strongroom::iam::password_matches(login->hash, bytes_of(password)); });
}

Task<Result<std::string>> hash_of_new_password(OperationContext& context,
                                               strongroom::iam::UserPtr user,
                                               std::string_view password) {
  const ByteView bytes = bytes_of(password);
  SR_CO_CHECK(check_queue(context));
  SR_CO_CHECK(strongroom::iam::check_password(password_policy_of(context), user->name, bytes));
  const std::vector<std::string> forbidden =
      strongroom::iam::forbidden_hashes(context.services.identity.directory(), *user);
  const bool is_back = co_await context.services.workers.run(
      [&] { return strongroom::iam::password_among(forbidden, bytes); });
  if (is_back) {
    co_return failure(
        ErrorCode::PasswordPolicyViolation,
        fmt::format("Password should not be one of the last {} passwords", forbidden.size()));
  }
  co_return co_await context.services.workers.run(
      [&] { return strongroom::iam::hash_password(bytes); });
}

}  // namespace strongroom::ops::iam_api
