#include "iam/account_changes.h"

#include "base/arn.h"
#include "iam/names.h"

#include <fmt/format.h>

namespace strongroom::iam {
namespace {

Result<AccountPtr> require_account(const Directory& directory, std::string_view id) {
  if (AccountPtr account = directory.account(id)) return account;
  return failure(ErrorCode::NoSuchEntity, fmt::format("Account {} cannot be found.", id));
}

}  // namespace

Result<Change<Account>> create_account(const Basis& basis, std::string_view id) {
  if (!is_account_id(id)) {
    return failure(ErrorCode::InvalidInput, fmt::format("'{}' is not 12 digits.", id));
  }
  if (basis.directory.account(id)) {
    return failure(ErrorCode::EntityAlreadyExists, fmt::format("Account {} already exists.", id));
  }
  Account account;
  account.id = id;
  account.created = basis.now;
  ChangeBuilder builder(basis.keys);
  builder.create(account);
  return builder.take<Account>(std::make_shared<const Account>(std::move(account)));
}

Result<Change<Account>> set_account_alias(const Basis& basis, std::string_view id,
                                          std::string_view alias) {
  SR_TRY(const AccountPtr seen, require_account(basis.directory, id));
  if (!is_account_alias(alias)) {
    return failure(ErrorCode::Validation,
                   fmt::format("1 validation error detected: Value '{}' at 'accountAlias' failed "
                               "to satisfy constraint: Member must satisfy regular expression "
                               "pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){{1,61}}[a-z0-9]$",
                               alias));
  }
  if (seen->alias == alias) return no_change<Account>(seen);
  if (basis.directory.account_by_alias(alias)) {
    return failure(ErrorCode::EntityAlreadyExists,
                   fmt::format("The account alias {} already exists.", alias));
  }
  ChangeBuilder builder(basis.keys);
  const StoreKey place = store_key_of_alias(basis.keys, alias);
  builder.expect_free(place);
  builder.write(place, encode_alias(id));
  if (!seen->alias.empty()) builder.erase_key(store_key_of_alias(basis.keys, seen->alias));
  Account account = *seen;
  account.alias = alias;
  builder.replace(*seen, account);
  return builder.take<Account>(std::make_shared<const Account>(std::move(account)));
}

Result<Change<Account>> delete_account_alias(const Basis& basis, std::string_view id,
                                             std::string_view alias) {
  SR_TRY(const AccountPtr seen, require_account(basis.directory, id));
  if (alias.empty() || seen->alias != alias) {
    return failure(ErrorCode::NoSuchEntity,
                   fmt::format("The account alias {} cannot be found.", alias));
  }
  ChangeBuilder builder(basis.keys);
  builder.erase_key(store_key_of_alias(basis.keys, alias));
  Account account = *seen;
  account.alias.clear();
  builder.replace(*seen, account);
  return builder.take<Account>(std::make_shared<const Account>(std::move(account)));
}

Result<Change<Account>> put_password_policy(const Basis& basis, std::string_view id,
                                            const PasswordPolicy& policy) {
  SR_TRY(const AccountPtr seen, require_account(basis.directory, id));
  SR_CHECK(check_password_policy(policy));
  Account account = *seen;
  account.password_policy = policy;
  return replacing(basis, seen, std::move(account));
}

Result<Change<Account>> delete_password_policy(const Basis& basis, std::string_view id) {
  SR_CHECK(require_password_policy(basis.directory, id));
  SR_TRY(const AccountPtr seen, require_account(basis.directory, id));
  Account account = *seen;
  account.password_policy.reset();
  return replacing(basis, seen, std::move(account));
}

Result<PasswordPolicy> require_password_policy(const Directory& directory,
                                               std::string_view account) {
  const AccountPtr found = directory.account(account);
  if (found && found->password_policy) return *found->password_policy;
  return failure(ErrorCode::NoSuchEntity,
                 fmt::format("The Password Policy with domain name {} cannot be found.", account));
}

}  // namespace strongroom::iam
