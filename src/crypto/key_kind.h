#pragma once

#include "base/bytes.h"
#include "crypto/signature_algorithm.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace strongroom::crypto {

/// What a key pair is made of.
enum class KeyKind : std::uint8_t { Rsa, P256, P384, P521, Secp256k1, Ed25519 };

/// A key pair as it is asked for (kms contract 2.3).
struct KeyPairSpec {
  KeyKind kind{};
  int modulus_bits = 0;  ///< Of RSA; 0 for the others.

  friend bool operator==(const KeyPairSpec&, const KeyPairSpec&) = default;
};

inline constexpr KeyPairSpec kRsa2048{KeyKind::Rsa, 2048};
inline constexpr KeyPairSpec kRsa3072{KeyKind::Rsa, 3072};
inline constexpr KeyPairSpec kRsa4096{KeyKind::Rsa, 4096};
inline constexpr KeyPairSpec kP256{KeyKind::P256};
inline constexpr KeyPairSpec kP384{KeyKind::P384};
inline constexpr KeyPairSpec kP521{KeyKind::P521};
inline constexpr KeyPairSpec kSecp256k1{KeyKind::Secp256k1};
inline constexpr KeyPairSpec kEd25519{KeyKind::Ed25519};

/// Whether keys of this kind make such signatures.
bool fits(KeyKind kind, SignatureAlgorithm algorithm);

/// What encrypts keys and short texts for a holder of an RSA key; MGF1 is of the same hash.
enum class OaepHash : std::uint8_t { Sha1, Sha256 };

}  // namespace strongroom::crypto
