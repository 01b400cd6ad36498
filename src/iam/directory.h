#pragma once

#include "iam/access_keys.h"
#include "iam/entities.h"
#include "iam/entity_table.h"
#include "iam/iam_record.h"
#include "iam/principal_policies.h"
#include "store/store.h"

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace strongroom::iam {

/// Who uses a managed policy in one account.
struct PolicyUses {
  std::vector<UserPtr> users;
  std::vector<GroupPtr> groups;
  std::vector<RolePtr> roles;
  std::vector<UserPtr> bounded_users;  ///< It is their boundary.
  std::vector<RolePtr> bounded_roles;

  std::size_t attachments() const { return users.size() + groups.size() + roles.size(); }
  std::size_t boundaries() const { return bounded_users.size() + bounded_roles.size(); }
};

/// All accounts, users, groups, roles, policies and access keys in memory, fed by the store's
/// commits and by nothing else, and for each user and role the policies that apply to it. Entries
/// are immutable; one that changes is replaced. Any thread.
class Directory final : public store::WatchSink {
 public:
  /// Keeps the active keys of accounts and users in `keys`, where requests look them up; it
  /// outlives this object.
  explicit Directory(AccessKeys& keys);
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  AccountPtr account(std::string_view id) const;  ///< Null when it is not of this deployment.
  AccountPtr account_by_alias(std::string_view alias) const;
  std::vector<AccountPtr> accounts() const;

  /// A User, Group, Role, ManagedPolicy or OidcProvider by its name in any case; null when there is
  /// none.
  template <class E>
  std::shared_ptr<const E> find(std::string_view account, std::string_view name) const {
    const std::shared_lock lock(mutex_);
    return table<E>().find(account, name);
  }
  /// The same by unique id.
  template <class E>
  std::shared_ptr<const E> find_by_id(std::string_view id) const {
    const std::shared_lock lock(mutex_);
    return table<E>().find_by_id(id);
  }
  /// All of an account, by name.
  template <class E>
  std::vector<std::shared_ptr<const E>> all(std::string_view account) const {
    const std::shared_lock lock(mutex_);
    return table<E>().all(account);
  }
  template <class E>
  std::size_t count(std::string_view account) const {
    const std::shared_lock lock(mutex_);
    return table<E>().count(account);
  }

  /// A customer's or AWS's policy by its exact ARN; null when there is none.
  ManagedPolicyPtr find_policy(std::string_view arn) const;
  /// Asks all entities of the account: not for every request.
  PolicyUses uses_of_policy(std::string_view account, std::string_view arn) const;
  std::vector<UserPtr> members(const Group& group) const;

  /// A stored key in any state; `AccessKeys` has those that may sign.
  AccessKeyPtr access_key(std::string_view id) const;
  /// Of an access key, or of a role by its unique id; nothing when it was never used.
  std::shared_ptr<const LastUse> last_use(std::string_view id) const;

  /// What applies to the user or role with this unique id; null when it is gone. Cheap: for every
  /// request.
  PrincipalPoliciesPtr policies_of(std::string_view id) const;

  PolicyPool& policy_pool() const { return pool_; }

  /// One record read at start; `finish_loading` follows the last one. Internal: it can't be read.
  Result<void> load(const store::Entry& entry);
  void finish_loading();
  void committed(const store::Commit& commit) override;

 private:
  struct Changed;       // what one commit changed, as far as it changes permissions or keys
  struct Consequences;  // permissions and keys as they are after it
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  template <class T>
  using ByText = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

  template <class E>
  const EntityTable<E>& table() const {
    return std::get<EntityTable<E>>(tables_);
  }
  template <class E>
  EntityTable<E>& table() {
    return std::get<EntityTable<E>>(tables_);
  }

  // The mutex is held by the callers of these; shared is enough where they are const.
  void put(StoredThing thing, Changed& changed);
  void put_thing(const AccountPtr& account, Changed& changed);
  void put_thing(const UserPtr& user, Changed& changed);
  void put_thing(const GroupPtr& group, Changed& changed);
  void put_thing(const RolePtr& role, Changed& changed);
  void put_thing(const ManagedPolicyPtr& policy, Changed& changed);
  void put_thing(const OidcProviderPtr& provider, Changed& changed);
  void put_thing(const AccessKeyPtr& key, Changed& changed);
  void put_thing(const std::shared_ptr<const LastUse>& use, Changed& changed);
  void erase(const StoreKey& key, Changed& changed);
  void add_users_of_changed(Changed& changed) const;
  Consequences consequences_of(const Changed& changed) const;
  void install(Consequences& consequences);
  PrincipalPoliciesPtr computed_policies(std::string_view id) const;
  AccessKeyPtr connected_key(const AccessKey& key) const;
  ManagedPolicyPtr policy_by_arn(std::string_view arn) const;
  void add_policies(const Permissions& permissions, PrincipalPolicies& to) const;
  void set_boundary(std::string_view arn, PrincipalPolicies& of) const;

  /// Computes and installs, with the lock held exclusively for the latter alone: a policy of
  /// thousands of users may have changed. Called by the one thread that changes the directory.
  void settle(Changed changed);

  AccessKeys& keys_;
  mutable PolicyPool pool_;

  mutable std::shared_mutex mutex_;  // guards what follows
  std::tuple<EntityTable<User>, EntityTable<Group>, EntityTable<Role>, EntityTable<ManagedPolicy>,
             EntityTable<OidcProvider>>
      tables_;
  std::map<std::string, AccountPtr, std::less<>> accounts_;
  ByText<AccessKeyPtr> access_keys_;
  ByText<std::shared_ptr<const LastUse>> last_uses_;
  /// Of things that are erased by store key: the id that they are known by.
  std::unordered_map<StoreKey, std::string, StoreKeyHash> ids_;
  ByText<PrincipalPoliciesPtr> policies_;
};

}  // namespace strongroom::iam
