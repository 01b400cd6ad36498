#pragma once

#include "base/bytes.h"
#include "crypto/key_kind.h"
#include "crypto/signature_algorithm.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

struct evp_pkey_st;

namespace strongroom::crypto {

/// A public key: it verifies what its holder signed, and encrypts for him. Immutable: any thread.
class PublicKey {
 public:
  /// From the numbers of a JSON Web Key, big endian (RFC 7518, section 6.3). Nothing unless the
  /// modulus is odd and has 2048 to 8192 bits, and the exponent is odd and has 2 to 32: a larger
  /// one would make each verification expensive.
  static std::optional<PublicKey> rsa(ByteView modulus, ByteView exponent);

  /// `curve` is "P-256", "P-384" or "P-521"; the coordinates have exactly the length of the curve's
  /// (section 6.2). Nothing when the point is not on it.
  static std::optional<PublicKey> elliptic(std::string_view curve, ByteView x, ByteView y);

  /// From a DER SubjectPublicKeyInfo (RFC 5280, section 4.1), of at most kLongestDer bytes, also
  /// one that somebody wrote to harm us. Nothing unless it is an RSA key as above, or a point on
  /// one of the curves of KeyKind that is named there, with nothing behind it.
  static std::optional<PublicKey> of_der(ByteView der);
  static constexpr std::size_t kLongestDer = 2048;

  /// As DER, with the point uncompressed.
  Bytes der() const;

  KeyPairSpec spec() const;
  /// Whether a key of this kind makes such signatures.
  bool fits(SignatureAlgorithm algorithm) const;

  /// Whether `signature` is one over `message`, as a JSON Web Signature has it: both numbers of an
  /// ECDSA signature one after the other. False too when the algorithm does not fit.
  bool verify(SignatureAlgorithm algorithm, ByteView message, ByteView signature) const;
  /// The same with ECDSA signatures in DER.
  bool verify_der(SignatureAlgorithm algorithm, ByteView message, ByteView signature) const;
  /// The same for who has but the message's digest. False when it has not the hash's length, and
  /// for Ed25519.
  bool verify_digest(SignatureAlgorithm algorithm, ByteView digest, ByteView signature) const;

  /// RSAES-OAEP (RFC 8017, section 7.1). Nothing for a key that is not RSA's, or when `plain` is
  /// too long for it.
  std::optional<Bytes> encrypt(OaepHash hash, ByteView plain) const;

 private:
  friend class PrivateKey;
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  using Handle = std::unique_ptr<evp_pkey_st, Free>;

  PublicKey(KeyKind kind, Handle key) : kind_(kind), key_(std::move(key)) {}

  KeyKind kind_;
  Handle key_;
};

}  // namespace strongroom::crypto
