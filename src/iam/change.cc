#include "iam/change.h"

#include "iam/names.h"

namespace strongroom::iam {
namespace {

StoreKey key_of(const keyring::KeySpace& keys, keyring::Table table, std::string_view account,
                std::string_view name) {
  StoreKey key{};
  std::ranges::copy(keys.key(table, {account, name}), key.begin());
  return key;
}

StoreKey key_of_entity(const keyring::KeySpace& keys, keyring::Table table, const Entity& entity) {
  // So that a name is taken in every spelling.
  return key_of(keys, table, entity.account, lower_case(entity.name));
}

}  // namespace

StoreKey store_key_of(const keyring::KeySpace& keys, const Account& account) {
  return key_of(keys, keyring::Table::IamAccounts, account.id, {});
}
StoreKey store_key_of(const keyring::KeySpace& keys, const User& user) {
  return key_of_entity(keys, keyring::Table::IamUsers, user);
}
StoreKey store_key_of(const keyring::KeySpace& keys, const Group& group) {
  return key_of_entity(keys, keyring::Table::IamGroups, group);
}
StoreKey store_key_of(const keyring::KeySpace& keys, const Role& role) {
  return key_of_entity(keys, keyring::Table::IamRoles, role);
}
StoreKey store_key_of(const keyring::KeySpace& keys, const ManagedPolicy& policy) {
  return key_of_entity(keys, keyring::Table::IamPolicies, policy);
}
StoreKey store_key_of(const keyring::KeySpace& keys, const OidcProvider& provider) {
  return key_of_entity(keys, keyring::Table::IamOidcProviders, provider);
}
StoreKey store_key_of(const keyring::KeySpace& keys, const AccessKey& key) {
  return key_of(keys, keyring::Table::IamAccessKeys, key.principal.account, key.id);
}
StoreKey store_key_of(const keyring::KeySpace& keys, const LastUse& use) {
  return key_of(keys, keyring::Table::IamLastUses, use.account, use.id);
}
StoreKey store_key_of_alias(const keyring::KeySpace& keys, std::string_view alias) {
  return key_of(keys, keyring::Table::IamAliases, {}, alias);
}

void ChangeBuilder::expect(const StoreKey& key, store::Revision revision) {
  transaction_.expects.push_back({.key = copy_of(key), .revision = revision});
}

void ChangeBuilder::write(const StoreKey& key, Bytes record) {
  transaction_.writes.push_back({.key = copy_of(key), .value = std::move(record)});
}

void ChangeBuilder::erase_key(const StoreKey& key) {
  transaction_.writes.push_back({.key = copy_of(key), .value = std::nullopt});
}

void hold_policy(ChangeBuilder& builder, const ManagedPolicy& policy) {
  if (!policy.aws_managed()) builder.hold(policy);
}

}  // namespace strongroom::iam
