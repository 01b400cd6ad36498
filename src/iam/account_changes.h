#pragma once

#include "iam/change.h"

#include <string_view>

/// Accounts: alias and password policy (iam contract 1.1, 3.8). As in user_changes.h.
namespace strongroom::iam {

/// An account of this deployment. InvalidInput: not 12 digits; EntityAlreadyExists.
Result<Change<Account>> create_account(const Basis& basis, std::string_view id);

/// Takes the place of the former alias. EntityAlreadyExists: another account has it.
Result<Change<Account>> set_account_alias(const Basis& basis, std::string_view account,
                                          std::string_view alias);
Result<Change<Account>> delete_account_alias(const Basis& basis, std::string_view account,
                                             std::string_view alias);

Result<Change<Account>> put_password_policy(const Basis& basis, std::string_view account,
                                            const PasswordPolicy& policy);
Result<Change<Account>> delete_password_policy(const Basis& basis, std::string_view account);
Result<PasswordPolicy> require_password_policy(const Directory& directory,
                                               std::string_view account);

}  // namespace strongroom::iam
