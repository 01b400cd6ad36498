#pragma once

#include "keyring/key_space.h"
#include "keyring/key_uuid.h"
#include "keyring/keyring.h"
#include "kms/grant.h"
#include "kms/key.h"
#include "policy/caller.h"
#include "store/store.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

namespace strongroom::kms {

/// All keys, aliases and grants in memory, fed by the store's commits and by nothing else. Any
/// thread.
class KeyView final : public store::WatchSink {
 public:
  /// `keyring` outlives this object.
  explicit KeyView(const keyring::Keyring& keyring) : keyring_(keyring) {}

  /// Null when there is none in this account and Region.
  KeyPtr find(std::string_view account, std::string_view region, std::string_view id) const;
  AliasPtr find_alias(std::string_view account, std::string_view region,
                      std::string_view name) const;
  /// By the UUID that a ciphertext blob names.
  KeyPtr find(const keyring::KeyUuid& uuid, std::string_view region) const;
  /// The same multi-Region key in other Regions, by their names.
  std::vector<KeyPtr> in_other_regions(const Key& key) const;

  /// In order of creation.
  std::vector<KeyPtr> keys_of(std::string_view account, std::string_view region) const;
  std::vector<AliasPtr> aliases_of(std::string_view account, std::string_view region) const;
  /// Of one key.
  std::vector<GrantPtr> grants_of(const Key& key) const;
  /// All that this principal may retire, of the keys of this account and Region.
  std::vector<GrantPtr> retirable_grants(std::string_view account, std::string_view region,
                                         std::string_view identity) const;
  std::size_t count_of_grants(const Key& key) const;
  GrantPtr find_grant(const Key& key, std::string_view id) const;
  std::size_t count_of(std::string_view account, std::string_view region) const;

  /// Whether a grant of the key lets the caller do this.
  bool granted(const Key& key, const policy::Caller& caller, GrantOperation operation,
               EncryptionContext context) const;

  /// The grants of the key that are the caller's.
  std::vector<GrantPtr> grants_for(const Key& key, const policy::Caller& caller) const;

  /// Keys to which something is to happen now (Key::due), the most overdue first.
  std::vector<KeyPtr> due(Timestamp now) const;

  /// One record read at start or committed later, by the table that its key is in; others are not
  /// its business. Keys come before what belongs to them.
  Result<void> put(ByteView store_key, ByteView record, store::Revision revision);

  void committed(const store::Commit& commit) override;

 private:
  using Partition = std::pair<std::string, std::string>;  // account, Region
  /// One key: multi-Region keys share their UUID.
  using KeyPlace = std::pair<keyring::KeyUuid, std::string>;  // and Region
  using AliasName = std::pair<Partition, std::string>;
  using GrantName = std::pair<KeyPlace, std::string>;
  using Grants = std::vector<GrantPtr>;
  struct KeyGrants {
    std::map<std::string, GrantPtr, std::less<>> by_id;
    std::map<std::string, Grants, std::less<>> by_grantee;
  };
  using InOrder = std::set<std::pair<Timestamp, KeyPlace>>;

  /// Whether `visit` says so of one of the caller's grants.
  template <class Visit>
  bool any_grant(const Key& key, const policy::Caller& caller, const Visit& visit) const;

  Result<void> put_key(ByteView store_key, ByteView record, store::Revision revision);
  Result<void> put_alias(ByteView store_key, ByteView record, store::Revision revision);
  Result<void> put_grant(ByteView store_key, ByteView record, store::Revision revision);
  void erase(ByteView store_key);

  // With the lock held.
  void set_key(const KeyPlace& place, Key key);
  void erase_key(const KeyPlace& place);
  void erase_alias(const AliasName& name);
  void erase_grant(const GrantName& name);
  /// The key with another list of aliases, or with or without grants.
  template <class Change>
  void change_key(const KeyPlace& place, Change change);
  KeyPtr key(const keyring::KeyUuid& uuid, std::string_view region) const;
  KeyPtr key(const KeyPlace& place) const { return key(place.first, place.second); }
  static KeyPlace place_of(const Key& key);

  const keyring::Keyring& keyring_;
  mutable std::shared_mutex mutex_;                       // guards what follows
  std::map<keyring::KeyUuid, std::vector<KeyPtr>> keys_;  // by Region
  std::map<Partition, InOrder> created_;
  InOrder due_;
  std::map<AliasName, AliasPtr> aliases_;
  std::map<KeyPlace, KeyGrants> grants_;
  /// What an erased store key was.
  std::map<Bytes, std::variant<KeyPlace, AliasName, GrantName>> places_;
};

}  // namespace strongroom::kms
