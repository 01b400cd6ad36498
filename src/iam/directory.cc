#include "iam/directory.h"

#include "base/arn.h"
#include "base/log.h"
#include "iam/aws_managed_policies.h"
#include "iam/callers.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <set>
#include <utility>

namespace strongroom::iam {
namespace {

std::optional<StoreKey> store_key_of(ByteView key) {
  StoreKey of{};
  if (key.size() != of.size() || !is_iam_table(static_cast<keyring::Table>(key[0]))) {
    return std::nullopt;
  }
  std::ranges::copy(key, of.begin());
  return of;
}

bool same_permissions(const Permissions& a, const Permissions& b) {
  const auto same_inline = [](const InlinePolicy& x, const InlinePolicy& y) {
    return x.name == y.name && x.document == y.document;
  };
  return a.attached == b.attached && std::ranges::equal(a.inlined, b.inlined, same_inline);
}

bool uses(const Permissions& permissions, std::string_view boundary, std::string_view arn) {
  return permissions.is_attached(arn) || boundary == arn;
}

}  // namespace

/// What must be looked at again when all writes of a commit are in. Ids may stand in it twice.
struct Directory::Changed {
  std::vector<std::string> principals;  // unique ids of users and roles
  std::vector<GroupPtr> groups;
  std::vector<ManagedPolicyPtr> policies;
  std::vector<std::string> keys;
};

/// By id; null: there are none any more.
struct Directory::Consequences {
  std::vector<std::pair<std::string, PrincipalPoliciesPtr>> policies;
  std::vector<std::pair<std::string, AccessKeyPtr>> keys;
};

Directory::Directory(AccessKeys& keys) : keys_(keys) {
  for (const ManagedPolicyPtr& policy : aws_managed_policies(pool_)) {
    table<ManagedPolicy>().put(policy);
  }
}

AccountPtr Directory::account(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : found->second;
}

AccountPtr Directory::account_by_alias(std::string_view alias) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, account] : accounts_) {
    if (!alias.empty() && account->alias == alias) return account;
  }
  return nullptr;
}

std::vector<AccountPtr> Directory::accounts() const {
  const std::shared_lock lock(mutex_);
  std::vector<AccountPtr> all;
  for (const auto& [id, account] : accounts_) all.push_back(account);
  return all;
}

ManagedPolicyPtr Directory::find_policy(std::string_view arn) const {
  const std::shared_lock lock(mutex_);
  return policy_by_arn(arn);
}

ManagedPolicyPtr Directory::policy_by_arn(std::string_view arn) const {
  const auto parts = parse_arn(arn);
  if (!parts || !parts->resource.starts_with("policy/")) return nullptr;
  const std::string_view name = parts->resource.substr(parts->resource.rfind('/') + 1);
  ManagedPolicyPtr policy = table<ManagedPolicy>().find(parts->account, name);
  return policy && policy->arn() == arn ? policy : nullptr;
}

PolicyUses Directory::uses_of_policy(std::string_view account, std::string_view arn) const {
  const std::shared_lock lock(mutex_);
  PolicyUses found;
  for (UserPtr& user : table<User>().all(account)) {
    if (user->boundary == arn) found.bounded_users.push_back(user);
    if (user->permissions.is_attached(arn)) found.users.push_back(std::move(user));
  }
  for (GroupPtr& group : table<Group>().all(account)) {
    if (group->permissions.is_attached(arn)) found.groups.push_back(std::move(group));
  }
  for (RolePtr& role : table<Role>().all(account)) {
    if (role->boundary == arn) found.bounded_roles.push_back(role);
    if (role->permissions.is_attached(arn)) found.roles.push_back(std::move(role));
  }
  return found;
}

std::vector<UserPtr> Directory::members(const Group& group) const {
  const std::shared_lock lock(mutex_);
  std::vector<UserPtr> members = table<User>().all(group.account);
  std::erase_if(members, [&](const UserPtr& user) {
    return std::ranges::find(user->groups, group.id) == user->groups.end();
  });
  return members;
}

AccessKeyPtr Directory::access_key(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = access_keys_.find(id);
  return found == access_keys_.end() ? nullptr : found->second;
}

std::shared_ptr<const LastUse> Directory::last_use(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = last_uses_.find(id);
  return found == last_uses_.end() ? nullptr : found->second;
}

PrincipalPoliciesPtr Directory::policies_of(std::string_view id) const {
  const std::shared_lock lock(mutex_);
  const auto found = policies_.find(id);
  return found == policies_.end() ? nullptr : found->second;
}

Result<void> Directory::load(const store::Entry& entry) {
  const auto key = store_key_of(entry.key);
  if (!key) return failure(ErrorCode::Internal, "A record of an identity lies in a wrong place.");
  SR_TRY(StoredThing thing, decode_thing(*key, entry.revision, entry.value, pool_));
  const std::lock_guard lock(mutex_);
  Changed ignored;  // everything is settled at the end
  put(std::move(thing), ignored);
  return {};
}

void Directory::finish_loading() {
  Changed all;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [id, account] : accounts_) {
      for (const UserPtr& user : table<User>().all(id)) all.principals.push_back(user->id);
      for (const RolePtr& role : table<Role>().all(id)) all.principals.push_back(role->id);
    }
    for (const auto& [id, key] : access_keys_) all.keys.push_back(id);
  }
  settle(std::move(all));
}

void Directory::committed(const store::Commit& commit) {
  // Read before the lock is taken: compiling takes its time.
  std::vector<StoredThing> things;
  std::vector<StoreKey> erased;
  for (const store::Write& write : commit.writes) {
    const auto key = store_key_of(write.key);
    if (!key) continue;
    if (!write.value) {
      erased.push_back(*key);
      continue;
    }
    auto thing = decode_thing(*key, commit.revision, *write.value, pool_);
    if (thing) {
      things.push_back(*std::move(thing));
    } else {
      // Nothing that can't be read may keep its former rights.
      log::error("iam: {}", thing.error().message());
      erased.push_back(*key);
    }
  }
  if (things.empty() && erased.empty()) return;
  Changed changed;
  {
    const std::lock_guard lock(mutex_);
    for (const StoreKey& key : erased) erase(key, changed);
    for (StoredThing& thing : things) put(std::move(thing), changed);
  }
  // Until the caller of the commit goes on, readers may see the former permissions or the new ones.
  settle(std::move(changed));
}

void Directory::put(StoredThing thing, Changed& changed) {
  std::visit(
      [&]<class T>(const T& stored) {
        if constexpr (!std::is_same_v<T, std::monostate>) put_thing(stored, changed);
      },
      thing);
}

void Directory::put_thing(const AccountPtr& account, Changed& changed) {
  accounts_[account->id] = account;
  ids_[account->key] = account->id;
  for (const std::string& key : account->access_keys) changed.keys.push_back(key);
}

void Directory::put_thing(const UserPtr& user, Changed& changed) {
  table<User>().put(user);
  changed.principals.push_back(user->id);
  for (const std::string& key : user->access_keys) changed.keys.push_back(key);
}

void Directory::put_thing(const GroupPtr& group, Changed& changed) {
  const GroupPtr former = table<Group>().put(group);
  if (former == nullptr || !same_permissions(former->permissions, group->permissions)) {
    changed.groups.push_back(group);
  }
}

void Directory::put_thing(const RolePtr& role, Changed& changed) {
  table<Role>().put(role);
  changed.principals.push_back(role->id);
}

void Directory::put_thing(const ManagedPolicyPtr& policy, Changed& changed) {
  const ManagedPolicyPtr former = table<ManagedPolicy>().put(policy);
  // Being attached rewrites a policy's record; its text is the same then.
  if (former == nullptr || former->document() != policy->document()) {
    changed.policies.push_back(policy);
  }
}

void Directory::put_thing(const OidcProviderPtr& provider, Changed&) {
  table<OidcProvider>().put(provider);
}

void Directory::put_thing(const AccessKeyPtr& key, Changed& changed) {
  access_keys_[key->id] = key;
  ids_[key->key] = key->id;
  changed.keys.push_back(key->id);
}

void Directory::put_thing(const std::shared_ptr<const LastUse>& use, Changed&) {
  last_uses_[use->id] = use;
  ids_[use->key] = use->id;
}

void Directory::erase(const StoreKey& key, Changed& changed) {
  if (const UserPtr user = table<User>().erase(key)) {
    changed.principals.push_back(user->id);
    changed.keys.insert(changed.keys.end(), user->access_keys.begin(), user->access_keys.end());
  }
  if (const RolePtr role = table<Role>().erase(key)) changed.principals.push_back(role->id);
  if (const GroupPtr group = table<Group>().erase(key)) changed.groups.push_back(group);
  if (const ManagedPolicyPtr policy = table<ManagedPolicy>().erase(key)) {
    changed.policies.push_back(policy);
  }
  table<OidcProvider>().erase(key);
  const auto known = ids_.find(key);
  if (known == ids_.end()) return;
  switch (static_cast<keyring::Table>(key[0])) {
    case keyring::Table::IamAccessKeys:
      access_keys_.erase(known->second);
      changed.keys.push_back(known->second);
      break;
    case keyring::Table::IamLastUses:
      last_uses_.erase(known->second);
      break;
    default:
      accounts_.erase(known->second);
  }
  ids_.erase(known);
}

void Directory::settle(Changed changed) {
  Consequences consequences;
  {
    const std::shared_lock lock(mutex_);
    add_users_of_changed(changed);
    consequences = consequences_of(changed);
  }
  const std::lock_guard lock(mutex_);
  install(consequences);
}

// A change of a policy or group concerns all who use it: at most the entities of one account.
void Directory::add_users_of_changed(Changed& changed) const {
  std::set<std::string, std::less<>> groups;
  std::set<std::string, std::less<>> accounts;
  for (const GroupPtr& group : changed.groups) {
    groups.insert(group->id);
    accounts.insert(group->account);
  }
  std::vector<std::string> arns;
  for (const ManagedPolicyPtr& policy : changed.policies) {
    arns.push_back(policy->arn());
    accounts.insert(policy->account);
  }
  const auto any_used = [&](const Permissions& permissions, std::string_view boundary) {
    return std::ranges::any_of(
        arns, [&](const std::string& arn) { return uses(permissions, boundary, arn); });
  };
  const auto in_any_group = [&](const User& user) {
    return std::ranges::any_of(user.groups,
                               [&](const std::string& group) { return groups.contains(group); });
  };
  for (const std::string& account : accounts) {
    for (const GroupPtr& group : table<Group>().all(account)) {
      if (any_used(group->permissions, {})) groups.insert(group->id);
    }
    for (const UserPtr& user : table<User>().all(account)) {
      if (in_any_group(*user) || any_used(user->permissions, user->boundary)) {
        changed.principals.push_back(user->id);
      }
    }
    for (const RolePtr& role : table<Role>().all(account)) {
      if (any_used(role->permissions, role->boundary)) changed.principals.push_back(role->id);
    }
  }
}

Directory::Consequences Directory::consequences_of(const Changed& changed) const {
  Consequences consequences;
  for (const std::string& id : changed.principals) {
    consequences.policies.emplace_back(id, computed_policies(id));
  }
  for (const std::string& id : changed.keys) {
    const auto found = access_keys_.find(id);
    consequences.keys.emplace_back(
        id, found == access_keys_.end() ? nullptr : connected_key(*found->second));
  }
  return consequences;
}

// What is replaced is swapped out, to be freed by the caller when the lock is gone.
void Directory::install(Consequences& consequences) {
  for (auto& [id, policies] : consequences.policies) {
    if (policies) {
      policies_[id].swap(policies);
    } else {
      policies_.erase(id);
    }
  }
  for (auto& [id, key] : consequences.keys) {
    if (key) {
      access_keys_[id] = key;
      keys_.add(key);
    } else {
      keys_.erase(id);
    }
  }
}

PrincipalPoliciesPtr Directory::computed_policies(std::string_view id) const {
  auto policies = std::make_shared<PrincipalPolicies>();
  if (const UserPtr user = table<User>().find_by_id(id)) {
    add_policies(user->permissions, *policies);
    for (const std::string& group_id : user->groups) {
      const GroupPtr group = table<Group>().find_by_id(group_id);
      if (group) {
        add_policies(group->permissions, *policies);
      } else {
        policies->unreadable = true;  // it might have denied something
      }
    }
    set_boundary(user->boundary, *policies);
  } else if (const RolePtr role = table<Role>().find_by_id(id)) {
    add_policies(role->permissions, *policies);
    set_boundary(role->boundary, *policies);
  } else {
    return nullptr;
  }
  policies->identity.shrink_to_fit();
  return policies;
}

void Directory::add_policies(const Permissions& permissions, PrincipalPolicies& to) const {
  const auto add = [&](const PolicyTextPtr& document) {
    if (document == nullptr || document->compiled == nullptr) {
      to.unreadable = true;  // it might have denied something
    } else {
      to.identity.push_back(document->compiled);
    }
  };
  for (const InlinePolicy& policy : permissions.inlined) add(policy.document);
  for (const std::string& arn : permissions.attached) {
    const ManagedPolicyPtr policy = policy_by_arn(arn);
    add(policy ? policy->document() : nullptr);
  }
}

void Directory::set_boundary(std::string_view arn, PrincipalPolicies& of) const {
  if (arn.empty()) return;
  const ManagedPolicyPtr policy = policy_by_arn(arn);
  const PolicyTextPtr document = policy ? policy->document() : nullptr;
  if (document && document->compiled) {
    of.boundary = document->compiled;
  } else {
    of.unreadable = true;
  }
}

// A key signs for its owner as he is now, and for nobody (null) when he is gone.
AccessKeyPtr Directory::connected_key(const AccessKey& key) const {
  CallerPtr owner;
  if (key.owner.empty()) {
    if (accounts_.contains(key.principal.account)) owner = root_caller(key.principal.account);
  } else if (const UserPtr user = table<User>().find_by_id(key.owner)) {
    owner = user_caller(*user);
  }
  if (!key.active || owner == nullptr) return nullptr;
  auto connected = std::make_shared<AccessKey>(key.clone());
  connected->principal.arn = owner->arn;
  connected->caller = std::move(owner);
  return connected;
}

}  // namespace strongroom::iam
