#pragma once

#include "keyring/backing_key.h"
#include "keyring/keyring.h"
#include "kms/key.h"
#include "store/store.h"

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace strongroom::kms {

/// A key with its material, ready to be used: one backing key for each generation, the newest last.
/// Immutable.
struct UsableKey {
  Key key;
  std::vector<keyring::BackingKey> generations;
};
using UsableKeyPtr = std::shared_ptr<const UsableKey>;

/// All keys and aliases in memory, fed by the store's commits and by nothing else. Any thread.
class KeyView final : public store::WatchSink {
 public:
  /// `keyring` outlives this object.
  explicit KeyView(const keyring::Keyring& keyring) : keyring_(keyring) {}

  /// Null when there is none in this account and Region.
  UsableKeyPtr find(std::string_view account, std::string_view region, std::string_view id) const;
  UsableKeyPtr find_alias(std::string_view account, std::string_view region,
                          std::string_view alias) const;
  /// By the UUID that a ciphertext blob names; the caller checks account and Region.
  UsableKeyPtr find(const keyring::KeyUuid& uuid) const;

  /// One record read at start or committed later, by the table that its key is in; others are not
  /// its business.
  Result<void> put(ByteView store_key, ByteView record);

  void committed(const store::Commit& commit) override;

 private:
  using AliasKey = std::tuple<std::string, std::string, std::string>;  // account, Region, alias

  Result<void> put_key(ByteView record);
  Result<void> put_alias(ByteView record);

  const keyring::Keyring& keyring_;
  mutable std::shared_mutex mutex_;  // guards what follows
  std::map<keyring::KeyUuid, UsableKeyPtr> keys_;
  std::map<AliasKey, std::string, std::less<>> aliases_;
};

}  // namespace strongroom::kms
