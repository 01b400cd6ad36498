#include "iam/login_profile_changes.h"

#include "iam/lookup.h"

#include <fmt/format.h>

namespace strongroom::iam {
namespace {

std::size_t remembered(const Directory& directory, std::string_view account) {
  const AccountPtr found = directory.account(account);
  if (!found || !found->password_policy) return 0;
  return found->password_policy->remembered.value_or(0);
}

/// The present hash counts among those that are remembered.
void remember(LoginProfile& login, std::size_t count) {
  if (count > 0) login.former.insert(login.former.begin(), login.hash);
  const std::size_t kept = count > 0 ? count - 1 : 0;
  if (login.former.size() > kept) login.former.resize(kept);
}

Change<User> with_login(const Basis& basis, const UserPtr& seen, LoginProfilePtr login) {
  User user = *seen;
  user.login = std::move(login);
  return replacing(basis, seen, std::move(user));
}

}  // namespace

Result<Change<User>> create_login_profile(const Basis& basis, const UserPtr& seen, std::string hash,
                                          bool reset_required) {
  if (seen->login) {
    return failure(ErrorCode::EntityAlreadyExists,
                   fmt::format("Login Profile for user {} already exists.", seen->name));
  }
  auto login = std::make_shared<LoginProfile>();
  login->hash = std::move(hash);
  login->created = basis.now;
  login->changed = basis.now;
  login->reset_required = reset_required;
  return with_login(basis, seen, std::move(login));
}

Result<Change<User>> update_login_profile(const Basis& basis, const UserPtr& seen,
                                          LoginUpdate update) {
  SR_TRY(const LoginProfilePtr present, require_login(*seen));
  auto login = std::make_shared<LoginProfile>(*present);
  if (update.hash) {
    remember(*login, remembered(basis.directory, seen->account));
    login->hash = *std::move(update.hash);
    login->changed = basis.now;
  }
  if (update.reset_required) login->reset_required = *update.reset_required;
  return with_login(basis, seen, std::move(login));
}

Result<Change<User>> delete_login_profile(const Basis& basis, const UserPtr& seen) {
  SR_CHECK(require_login(*seen));
  return with_login(basis, seen, nullptr);
}

std::vector<std::string> forbidden_hashes(const Directory& directory, const User& user) {
  const std::size_t count = remembered(directory, user.account);
  if (count == 0 || !user.login) return {};
  std::vector<std::string> hashes{user.login->hash};
  for (const std::string& hash : user.login->former) {
    if (hashes.size() < count) hashes.push_back(hash);
  }
  return hashes;
}

}  // namespace strongroom::iam
