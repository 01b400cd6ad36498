#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "crypto/private_key.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "store/store.h"

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::audit {

/// The RSA keys that sign the digest files of exports, as CloudTrail's are (cloudtrail contract 7):
/// one that signs, and the public halves of those before it. The first is made at its first use;
/// all lie in the store (docs/formats/export-keys.md). Any thread; the calls block, the first one
/// and a rotation up to seconds: on worker threads only.
class ExportKey {
 public:
  /// All outlive it; `store` is the sealed one.
  ExportKey(store::Store& store, const keyring::KeySpace& keys, const keyring::Keyring& keyring)
      : store_(store), keys_(keys), keyring_(keyring) {}

  struct Public {
    Bytes der;                         ///< PKCS #1.
    std::string fingerprint;           ///< Lower-hex MD5 of that.
    Timestamp valid_from;              ///< Since when there are records that it signs.
    std::optional<Timestamp> retired;  ///< Nothing: it signs.
  };
  // Errors of all: Unavailable, and InvalidCiphertext when a stored key is damaged.

  /// Of the key that signs.
  Result<Public> public_key();
  /// That one, and all before it, the last one first.
  Result<std::vector<Public>> public_keys();
  /// SHA256withRSA, in hex, by the key with this fingerprint, which an export has named. Conflict:
  /// it signs no longer.
  Result<std::string> sign(std::string_view fingerprint, std::string_view text);

  struct Rotation {
    store::Revision revision;
    std::string fingerprint;  ///< Of the new key.
  };
  /// From now on a new key signs; of the old one only the public half is kept. `note` is the audit
  /// record of the change. InvalidInput: kMostRetired have been replaced.
  Result<Rotation> rotate(Timestamp now, Bytes note);
  static constexpr std::size_t kMostRetired = 1000;

 private:
  struct Current {
    crypto::PrivateKey key;
    Public half;
    store::Revision revision;
  };
  using CurrentPtr = std::shared_ptr<const Current>;

  Result<CurrentPtr> current();
  Result<CurrentPtr> current_under_lock();
  Result<CurrentPtr> read() const;
  Result<void> make() const;
  Result<std::vector<Public>> retired() const;
  Public half_of(Bytes der) const;

  store::Store& store_;
  const keyring::KeySpace& keys_;
  const keyring::Keyring& keyring_;
  std::mutex mutex_;
  CurrentPtr current_;  // guarded by mutex_; null before the first use
};

}  // namespace strongroom::audit
