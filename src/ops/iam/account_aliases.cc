#include "ops/iam/account_aliases.h"

#include "iam/account_changes.h"
#include "ops/access.h"

#include <vector>

namespace strongroom::ops::iam_api {

Result<policy::AccessRequest> CreateAccountAlias::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:CreateAccountAlias");
}

Task<Result<CreateAccountAlias::Output>> CreateAccountAlias::handle(OperationContext& context,
                                                                    const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::set_account_alias(context.services.identity.basis(context.now),
                                                  context.partition.account, input.alias)));
  co_return Output{};
}

Result<policy::AccessRequest> DeleteAccountAlias::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:DeleteAccountAlias");
}

Task<Result<DeleteAccountAlias::Output>> DeleteAccountAlias::handle(OperationContext& context,
                                                                    const Input& input) {
  SR_CO_CHECK(co_await commit(
      context, strongroom::iam::delete_account_alias(context.services.identity.basis(context.now),
                                                     context.partition.account, input.alias)));
  co_return Output{};
}

Result<policy::AccessRequest> ListAccountAliases::access(OperationContext& context, const Input&) {
  return access_to_all(context, "iam:ListAccountAliases");
}

Task<Result<ListAccountAliases::Output>> ListAccountAliases::handle(OperationContext& context,
                                                                    const Input& input) {
  std::vector<std::string> aliases;
  const auto account = context.services.identity.directory().account(context.partition.account);
  if (account && !account->alias.empty()) aliases.push_back(account->alias);
  co_return page_of(context, "ListAccountAliases", input, aliases,
                    [](const std::string& alias) { return alias; });
}

}  // namespace strongroom::ops::iam_api
