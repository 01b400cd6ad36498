#pragma once

#include "crypto/hash.h"
#include "crypto/sha256_prefix.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::crypto {

/// Hashes texts of which many begin alike: what they begin with is hashed once. For what is no
/// secret, as beginnings are kept and not wiped; a bounded number of them, of bounded size. One
/// thread at a time.
class RememberedPrefixes {
 public:
  /// SHA-256 of `text`, whose first `shared` bytes, at most its size, others are likely to have
  /// too.
  Digest256 digest(std::string_view text, std::size_t shared);

 private:
  struct Prefix {
    std::string text;
    std::optional<Sha256Prefix> hash;
  };
  std::array<Prefix, 64> prefixes_;  // each where its sample says
};

}  // namespace strongroom::crypto
