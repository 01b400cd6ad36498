#include "iam/iam_repository.h"

#include "base/log.h"

namespace strongroom::iam {
namespace {

/// The store's error with a text that a client may see; the detail goes to the log.
std::unexpected<Error> store_failure(const Error& error) {
  if (error.code() == ErrorCode::Conflict) {
    return failure(ErrorCode::Conflict, "The identity was changed by another request.");
  }
  log::warning("iam: the store answered: {}", error.message());
  if (error.code() == ErrorCode::Throttled) return failure(ErrorCode::Throttled, "Rate exceeded");
  return failure(ErrorCode::Unavailable, "The service is unavailable. Try again later.");
}

}  // namespace

IamRepository::IamRepository(store::Store& store, const keyring::KeySpace& keys,
                             AccessKeys& access_keys, const Quotas& quotas)
    : store_(store), keys_(keys), quotas_(quotas), directory_(access_keys) {}

Result<void> IamRepository::load() {
  using keyring::Table;
  for (const Table table :
       {Table::IamAccounts, Table::IamUsers, Table::IamGroups, Table::IamRoles, Table::IamPolicies,
        Table::IamOidcProviders, Table::IamAccessKeys, Table::IamLastUses}) {
    SR_CHECK(store_.load(store::range_of_prefix(keys_.key(table, {})),
                         [this](const store::Entry& entry) { return directory_.load(entry); }));
  }
  directory_.finish_loading();
  store_.watch(directory_);
  return {};
}

Task<Result<store::Revision>> IamRepository::commit_transaction(store::Transaction transaction) {
  auto committed = co_await store_.commit(std::move(transaction));
  if (!committed) co_return store_failure(committed.error());
  co_return *committed;
}

}  // namespace strongroom::iam
