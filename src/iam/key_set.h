#pragma once

#include "crypto/public_key.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::iam {

/// The keys that an identity provider publishes, as a JSON Web Key Set (RFC 7517). Immutable: any
/// thread.
class KeySet {
 public:
  static constexpr std::size_t kLongestDocument = std::size_t{256} << 10;
  static constexpr std::size_t kMostKeys = 128;

  /// Nothing when the text is no key set, or beyond these bounds. A key that can't be used here is
  /// left out: of another kind or size, without an id, for encryption (RFC 7517, section 5).
  static std::optional<KeySet> parse(std::string_view document);

  /// The key of this id for signatures of this algorithm; null when there is none.
  const crypto::PublicKey* find(std::string_view key_id,
                                crypto::SignatureAlgorithm algorithm) const;
  std::size_t size() const { return keys_.size(); }

 private:
  struct Entry {
    std::string id;
    /// The only one that it is for, when the provider says so.
    std::optional<crypto::SignatureAlgorithm> algorithm;
    crypto::PublicKey key;
  };
  struct Reader;

  std::vector<Entry> keys_;
};
using KeySetPtr = std::shared_ptr<const KeySet>;

}  // namespace strongroom::iam
