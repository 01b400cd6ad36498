#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace strongroom::crypto {

/// What many texts begin with, hashed once for all of them. For what is no secret: it is not wiped.
/// Immutable: any thread.
class Sha256Prefix {
 public:
  static constexpr std::size_t kBlock = 64;

  /// `prefix` is a whole number of blocks.
  explicit Sha256Prefix(ByteView prefix);

  /// SHA-256 of the prefix and `rest`.
  Digest256 digest_with(ByteView rest) const;

 private:
  std::array<std::uint32_t, 8> state_{};
  std::uint64_t size_;
};

}  // namespace strongroom::crypto
