#pragma once

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/locked_memory.h"

#include <cstdint>

namespace strongroom::keyring {

/// A key that lives long and from which much is derived: its material in locked memory, and on each
/// thread that uses it a prepared HMAC context (crypto contract 4.8, 10.3).
///
/// Each thread keeps at most 4096 contexts, of all such keys together, the most recently used. When
/// any HmacKey is destroyed or assigned over, every thread wipes all of its contexts at its next
/// use of one, so that nothing of a destroyed key stays behind; don't make and destroy them on the
/// path of a request. Move-only. `on_this_thread` and `reveal`: any thread.
class HmacKey {
 public:
  explicit HmacKey(crypto::LockedKey material);
  HmacKey(HmacKey&& other) noexcept;
  HmacKey& operator=(HmacKey&& other) noexcept;
  ~HmacKey();

  /// This thread's context; to be used before the next call for another key, never across co_await.
  crypto::HmacSha256& on_this_thread() const;
  ByteView reveal() const noexcept { return material_.reveal(); }

 private:
  crypto::LockedKey material_;
  std::uint64_t number_;  ///< Never given to another key of this process; 0 when moved from.
};

}  // namespace strongroom::keyring
