#pragma once

#include "crypto/hash.h"
#include "sigv4/signature.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace strongroom::sigv4 {

/// The secret half of an access key. `generation` changes whenever the secret of that access key id
/// does.
struct SecretAccessKey {
  ByteView secret;
  std::uint64_t generation = 0;
};

/// The key that signs for one day, Region and service (sigv4 contract 4). As good as the secret for
/// these: the caller wipes it.
crypto::Digest256 derive_signing_key(ByteView secret, const Credential& credential);

/// Signing keys that were used lately, ready to sign. For one thread. The caller has established
/// that date, Region and service are acceptable, so that clients can't fill it with nonsense.
class SigningKeyCache {
 public:
  explicit SigningKeyCache(std::size_t capacity = 1024) : capacity_(capacity) {}

  /// The key for `credential`'s scope, as `access_key_id` signs; valid until the next call.
  const crypto::HmacSha256& signing_key(std::string_view access_key_id, const SecretAccessKey& key,
                                        const Credential& credential);

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string name;  // Key id and scope.
    std::uint64_t generation;
    std::string date;
    crypto::HmacSha256 key;
  };
  using Entries = std::list<Entry>;

  void drop(Entries::iterator entry);
  void drop_past_days(std::string_view date);

  const std::size_t capacity_;
  Entries entries_;  // Used last, first.
  std::unordered_map<std::string_view, Entries::iterator> by_name_;
  std::string newest_date_;
  std::string name_;  // Kept for its memory.
};

}  // namespace strongroom::sigv4
