#pragma once

#include "base/bytes.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

struct evp_pkey_st;

namespace strongroom::crypto {

/// How a JSON Web Signature was made (RFC 7518, section 3.1), without those whose key is a secret.
enum class SignatureAlgorithm : std::uint8_t {
  Rs256,
  Rs384,
  Rs512,
  Ps256,
  Ps384,
  Ps512,
  Es256,
  Es384,
  Es512,
};

/// By its name there, such as "RS256"; nothing for any other, "none" and the HMACs among them.
std::optional<SignatureAlgorithm> signature_algorithm(std::string_view name);

/// A public key of somebody else, for verifying what he signed. Immutable: any thread.
class PublicKey {
 public:
  /// From the numbers of a JSON Web Key, big endian (RFC 7518, section 6.3). Nothing unless the
  /// modulus is odd and has 2048 to 8192 bits, and the exponent is odd and has 2 to 32: a larger
  /// one would make each verification expensive.
  static std::optional<PublicKey> rsa(ByteView modulus, ByteView exponent);

  /// `curve` is "P-256", "P-384" or "P-521"; the coordinates have exactly the length of the curve's
  /// (section 6.2). Nothing when the point is not on it.
  static std::optional<PublicKey> elliptic(std::string_view curve, ByteView x, ByteView y);

  /// Whether a key of this kind, and of this curve, makes such signatures.
  bool fits(SignatureAlgorithm algorithm) const;

  /// Whether `signature` is one over `message`; false too when the algorithm does not fit.
  bool verify(SignatureAlgorithm algorithm, ByteView message, ByteView signature) const;

 private:
  enum class Kind : std::uint8_t { Rsa, P256, P384, P521 };
  struct Free {
    void operator()(evp_pkey_st* key) const noexcept;
  };
  using Handle = std::unique_ptr<evp_pkey_st, Free>;

  PublicKey(Kind kind, Handle key) : kind_(kind), key_(std::move(key)) {}

  Kind kind_;
  Handle key_;
};

}  // namespace strongroom::crypto
