#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "keyring/deployment_id.h"
#include "keyring/envelope.h"
#include "keyring/hmac_key.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace strongroom::keyring {

/// What a key of the keyring is for. Stored; never change one.
enum class KeyKind : std::uint8_t {
  BarrierTerm = 1,   ///< Encrypts every record of the store.
  Domain = 2,        ///< Wraps backing keys.
  Index = 3,         ///< Makes store keys opaque.
  SetHash = 4,       ///< Integrity of the set of records.
  Token = 5,         ///< Paging markers, grant and import tokens.
  AuditSigning = 6,  ///< Signs the audit chain.
};

/// Stored; never change one.
enum class KeyState : std::uint8_t {
  Active = 1,
  Retired = 2,  ///< Opens what was sealed under it, seals nothing new.
};

struct KeyringKey {
  KeyKind kind{};
  std::uint32_t id = 0;
  std::uint64_t created = 0;  ///< Seconds since 1970.
  KeyState state = KeyState::Active;
  HmacKey key;
};

/// The keys that everything else hangs on, opened by the root key (crypto contract 4, 5.7).
/// Immutable, any thread. Its material lives in locked memory.
class Keyring {
 public:
  /// Fresh keys, one of each kind.
  static Keyring create(Timestamp now);
  /// Throws std::invalid_argument unless each kind has an active key and no id is there twice.
  explicit Keyring(std::vector<KeyringKey> keys);

  /// The newest active key of this kind.
  const KeyringKey& current(KeyKind kind) const;
  /// Null when there is none.
  const KeyringKey* find(KeyKind kind, std::uint32_t id) const;
  std::span<const KeyringKey> keys() const { return keys_; }

 private:
  std::vector<KeyringKey> keys_;  // ascending by kind, then id
  std::array<const KeyringKey*, 6> current_{};
};

/// The stored form, under the root key (32 bytes) of that generation.
Bytes seal_keyring(const Keyring& keyring, std::uint32_t root_generation, ByteView root_key,
                   const DeploymentId& deployment, const Nonce& nonce = Nonce::fresh());
/// The generation of the root key that a stored keyring is under. InvalidCiphertext: not a keyring.
Result<std::uint32_t> root_generation_of(ByteView sealed);
/// InvalidCiphertext: another root key or deployment, or damaged.
Result<Keyring> open_keyring(ByteView sealed, ByteView root_key, const DeploymentId& deployment);

}  // namespace strongroom::keyring
