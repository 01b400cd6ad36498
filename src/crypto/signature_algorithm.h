#pragma once

#include "crypto/digest.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::crypto {

/// How a signature is made (RFC 7518, section 3.1; RFC 8812; RFC 8032), each with one kind of key.
/// PSS has a salt as long as the digest, and MGF1 of the same hash.
enum class SignatureAlgorithm : std::uint8_t {
  Rs256,  ///< RSASSA-PKCS1-v1_5
  Rs384,
  Rs512,
  Ps256,  ///< RSASSA-PSS
  Ps384,
  Ps512,
  Es256,  ///< ECDSA on P-256
  Es384,
  Es512,
  Es256k,   ///< ECDSA on secp256k1
  Ed25519,  ///< Over the message itself: there is no digest that could be signed.
};

/// Of a JSON Web Signature by its name, such as "RS256": the first nine. Nothing for any other,
/// "none" and the HMACs among them.
std::optional<SignatureAlgorithm> signature_algorithm(std::string_view name);

/// What the message is hashed by. Not for Ed25519.
HashAlgorithm hash_of(SignatureAlgorithm algorithm);

bool is_pss(SignatureAlgorithm algorithm);
bool is_ecdsa(SignatureAlgorithm algorithm);

}  // namespace strongroom::crypto
