#pragma once

#include "crypto/secret_bytes.h"
#include "policy/access.h"

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
  policy::Principal principal;
};
using AccessKeyPtr = std::shared_ptr<const AccessKey>;

/// The root user of an account.
policy::Principal root_of(std::string_view account);

/// The access keys of all accounts, by id. Any thread.
class AccessKeys {
 public:
  /// Replaces one of the same id.
  void add(AccessKeyPtr key);
  /// Null when there is none.
  AccessKeyPtr find(std::string_view id) const;

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string_view, AccessKeyPtr>
      keys_;  // guarded by mutex_; viewed ids live in the keys
};

}  // namespace strongroom::iam
