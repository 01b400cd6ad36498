#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/locked_memory.h"

#include <utility>

namespace strongroom::keyring {

/// A key that lives long and from which much is derived: its material, and the HMAC prepared from
/// it (crypto contract 4.8, 10.3), both in locked memory. Move-only. `hmac` and `reveal`: any
/// thread.
class HmacKey {
 public:
  explicit HmacKey(crypto::LockedKey material)
      : material_(std::move(material)), hmac_(material_.reveal()) {}

  const crypto::HmacSha256& hmac() const noexcept { return hmac_; }
  ByteView reveal() const noexcept { return material_.reveal(); }

 private:
  crypto::LockedKey material_;
  crypto::HmacSha256 hmac_;
};

}  // namespace strongroom::keyring
