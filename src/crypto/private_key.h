#pragma once

#include "base/bytes.h"
#include "crypto/key_kind.h"
#include "crypto/public_key.h"
#include "crypto/secret_bytes.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

struct evp_pkey_st;

namespace strongroom::crypto {

/// A key pair, with the half that signs, decrypts and agrees. OpenSSL holds its numbers, and wipes
/// them. Immutable: any thread.
class PrivateKey {
 public:
  /// Drawn anew. RSA takes from 0.3 seconds to several: on worker threads only. `spec` is one of
  /// key_kind.h's.
  static PrivateKey generate(const KeyPairSpec& spec);

  /// From a DER PrivateKeyInfo (PKCS #8, RFC 5208), of at most kLongestDer bytes, also one that
  /// somebody brings. Nothing unless it is a key of `spec` whose numbers fit each other, with
  /// nothing behind it. To look at RSA's takes a good part of a second: on worker threads only.
  static std::optional<PrivateKey> of_der(const KeyPairSpec& spec, ByteView der);
  /// The same for what `der()` once gave: its numbers are not looked at again.
  static std::optional<PrivateKey> of_own_der(const KeyPairSpec& spec, ByteView der);
  static constexpr std::size_t kLongestDer = 4096;

  /// Of Ed25519, from 32 random bytes: the private key of RFC 8032.
  static PrivateKey of_ed25519_seed(ByteView seed);

  /// As DER: the same for the same key, however it was written when it came.
  SecretBytes der() const;
  PublicKey public_key() const;

  /// Over `message`, ECDSA's in DER. Nothing when the algorithm does not fit.
  std::optional<Bytes> sign(SignatureAlgorithm algorithm, ByteView message) const;
  /// Over a message of which only the digest is here. Nothing too when it has not the hash's
  /// length, and for Ed25519.
  std::optional<Bytes> sign_digest(SignatureAlgorithm algorithm, ByteView digest) const;

  /// RSAES-OAEP. Nothing when it does not open, without a reason, and for a key that is not RSA's.
  std::optional<SecretBytes> decrypt(OaepHash hash, ByteView sealed) const;

  /// The x-coordinate that this key and `other` agree on (SP 800-56A, 5.7.1.2), without a
  /// derivation. Nothing unless both are on the same curve, and it is one for ECDH.
  std::optional<SecretBytes> shared_secret(const PublicKey& other) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  using Handle = std::unique_ptr<evp_pkey_st, Free>;

  /// The public half, as PublicKey::of_der takes it.
  Bytes public_der() const;

  PrivateKey(KeyKind kind, Handle key) : kind_(kind), key_(std::move(key)) {}

  KeyKind kind_;
  Handle key_;
};

}  // namespace strongroom::crypto
