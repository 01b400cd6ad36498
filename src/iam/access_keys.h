#pragma once

#include "base/clock.h"
#include "crypto/secret_bytes.h"
#include "iam/stored.h"
#include "policy/access.h"
#include "policy/caller.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::iam {

/// A long-term credential and whose it is. Immutable.
struct AccessKey {
  std::string id;
  crypto::SecretBytes secret;
  policy::Principal principal;  ///< Its ARN follows the user when he is renamed.
  std::string owner = {};       ///< Unique id of the user; empty for the account's root.
  Timestamp created = {};
  bool active = true;
  /// The same owner as policies see him; null until the directory has found him.
  std::shared_ptr<const policy::Caller> caller = nullptr;
  StoreKey key{};  ///< As in Stored; zeros for one that is not stored (a development key).
  store::Revision revision = 0;

  AccessKey clone() const;  ///< Copying a secret is always visible.
};
using AccessKeyPtr = std::shared_ptr<const AccessKey>;

/// The root user of an account.
policy::Principal root_of(std::string_view account);

/// The access keys of all accounts that may sign, by id. Any thread.
class AccessKeys {
 public:
  /// Replaces one of the same id.
  void add(AccessKeyPtr key);
  void erase(std::string_view id);
  /// Null when there is none, or it is not active.
  AccessKeyPtr find(std::string_view id) const;
  std::size_t size() const;

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string_view, AccessKeyPtr>
      keys_;  // guarded by mutex_; viewed ids live in the keys
};

}  // namespace strongroom::iam
