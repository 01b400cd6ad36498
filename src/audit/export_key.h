#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/private_key.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "store/store.h"

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::audit {

/// The RSA key that signs the digest files of exports, as CloudTrail's are (cloudtrail contract 7).
/// It is made at its first use and lies in the store, wrapped (crypto contract 5.3). Any thread;
/// the calls block, the first one up to seconds: on worker threads only.
class ExportKey {
 public:
  /// All outlive it; `store` is the sealed one.
  ExportKey(store::Store& store, const keyring::KeySpace& keys, const keyring::Keyring& keyring)
      : store_(store), keys_(keys), keyring_(keyring) {}

  struct Public {
    Bytes der;                ///< PKCS #1.
    std::string fingerprint;  ///< Lower-hex MD5 of that.
    Timestamp valid_from;     ///< Since when there are records that it signs.
  };
  /// Errors, of both: Unavailable, and InvalidCiphertext when the stored key is damaged.
  Result<Public> public_key();
  /// SHA256withRSA, in hex.
  Result<std::string> sign(std::string_view text);

 private:
  Result<const crypto::PrivateKey*> key();
  Result<std::optional<crypto::PrivateKey>> read() const;
  Result<void> make() const;

  store::Store& store_;
  const keyring::KeySpace& keys_;
  const keyring::Keyring& keyring_;
  std::mutex mutex_;
  std::optional<crypto::PrivateKey> key_;  // guarded by mutex_ until it is there
};

}  // namespace strongroom::audit
