#include "crypto/public_key.h"

#include "crypto/digest.h"
#include "crypto/key_der.h"
#include "crypto/key_operation.h"
#include "crypto/libcrypto.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

namespace strongroom::crypto {
namespace {

using libcrypto::DigestContext;
using libcrypto::Free;
using libcrypto::key_operation;
using libcrypto::KeyContext;
using libcrypto::require;
using libcrypto::set_oaep;
using libcrypto::set_signature;
using libcrypto::unsigned_of;
using Algorithm = SignatureAlgorithm;

using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

constexpr int kLeastModulusBits = 2048;
constexpr int kMostModulusBits = 8192;
constexpr int kMostExponentBits = 32;
// With room for leading zeros, which RFC 7518 forbids and some write.
constexpr std::size_t kLongestNumber = kMostModulusBits / 8 + 1;

Number number_of(ByteView bytes) {
  Number number(BN_bin2bn(unsigned_of(bytes.data()), static_cast<int>(bytes.size()), nullptr));
  require(number != nullptr, "OpenSSL: out of memory");
  return number;
}

bool may_be_rsa_key(const BIGNUM* modulus, const BIGNUM* exponent) {
  const int bits = BN_num_bits(modulus);
  const int exponent_bits = BN_num_bits(exponent);
  return bits >= kLeastModulusBits && bits <= kMostModulusBits && BN_is_odd(modulus) != 0 &&
         exponent_bits >= 2 && exponent_bits <= kMostExponentBits && BN_is_odd(exponent) != 0;
}

/// Null when OpenSSL does not take the numbers for a key.
EVP_PKEY* key_from(const char* type, OSSL_PARAM_BLD* builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(libcrypto::library().context, type, nullptr));
  require(parameters != nullptr && context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1,
          "OpenSSL: public keys can't be read");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return key;
}

ParameterBuilder parameter_builder() {
  ParameterBuilder builder(OSSL_PARAM_BLD_new());
  require(builder != nullptr, "OpenSSL: out of memory");
  return builder;
}

std::size_t coordinate_size(Algorithm algorithm) {
  if (algorithm == Algorithm::Es256) return 32;
  return algorithm == Algorithm::Es384 ? 48 : 66;
}

/// RFC 7518, section 3.4: both numbers one after the other, where OpenSSL wants DER. Empty when it
/// has not the right length.
Bytes der_of(Algorithm algorithm, ByteView signature) {
  const std::size_t size = coordinate_size(algorithm);
  if (signature.size() != 2 * size) return {};
  const EcdsaSignature pair(ECDSA_SIG_new());
  Number r = number_of(signature.first(size));
  Number s = number_of(signature.last(size));
  require(pair && ECDSA_SIG_set0(pair.get(), r.release(), s.release()) == 1,
          "OpenSSL: out of memory");
  const int length = i2d_ECDSA_SIG(pair.get(), nullptr);
  require(length > 0, "OpenSSL: a signature can't be written");
  Bytes der(static_cast<std::size_t>(length));
  unsigned char* out = unsigned_of(der.data());
  i2d_ECDSA_SIG(pair.get(), &out);
  return der;
}

/// What of a key that was read has still to be looked at.
bool is_sound(KeyKind kind, EVP_PKEY* key) {
  if (kind == KeyKind::Rsa) {
    BIGNUM* modulus = nullptr;
    BIGNUM* exponent = nullptr;
    const bool read = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &modulus) == 1 &&
                      EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1;
    const Number n(modulus);
    const Number e(exponent);
    return read && may_be_rsa_key(n.get(), e.get());
  }
  const KeyContext context = key_operation(key);
  const bool sound = EVP_PKEY_public_check(context.get()) == 1;  // on the curve, not at infinity
  ERR_clear_error();
  return sound;
}

}  // namespace

void PublicKey::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }

std::optional<PublicKey> PublicKey::rsa(ByteView modulus, ByteView exponent) {
  if (modulus.size() > kLongestNumber || exponent.size() > kLongestNumber) return std::nullopt;
  const Number n = number_of(modulus);
  const Number e = number_of(exponent);
  if (!may_be_rsa_key(n.get(), e.get())) return std::nullopt;
  const ParameterBuilder builder = parameter_builder();
  require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
              OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
          "OpenSSL: out of memory");
  Handle key(key_from("RSA", builder.get()));
  if (key == nullptr) return std::nullopt;
  return PublicKey(KeyKind::Rsa, std::move(key));
}

std::optional<PublicKey> PublicKey::elliptic(std::string_view curve, ByteView x, ByteView y) {
  struct Curve {
    const char* name;
    KeyKind kind;
    std::size_t size;
  };
  constexpr std::array<Curve, 3> kCurves = {
      {{"P-256", KeyKind::P256, 32}, {"P-384", KeyKind::P384, 48}, {"P-521", KeyKind::P521, 66}}};
  const auto* const found =
      std::ranges::find_if(kCurves, [&](const Curve& known) { return curve == known.name; });
  if (found == kCurves.end() || x.size() != found->size || y.size() != found->size) {
    return std::nullopt;
  }
  Bytes point{std::byte{POINT_CONVERSION_UNCOMPRESSED}};
  point.insert(point.end(), x.begin(), x.end());
  point.insert(point.end(), y.begin(), y.end());
  const ParameterBuilder builder = parameter_builder();
  require(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, found->name,
                                          0) == 1 &&
              OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                               point.size()) == 1,
          "OpenSSL: out of memory");
  Handle key(key_from("EC", builder.get()));
  if (key == nullptr) return std::nullopt;
  return PublicKey(found->kind, std::move(key));
}

std::optional<PublicKey> PublicKey::of_der(ByteView der) {
  const auto kind = key_der::kind_of_public_key(der);
  if (!kind || der.size() > kLongestDer) return std::nullopt;
  const unsigned char* at = unsigned_of(der.data());
  Handle key(d2i_PUBKEY_ex(nullptr, &at, std::ssize(der), libcrypto::library().context, nullptr));
  ERR_clear_error();
  if (key == nullptr || at != unsigned_of(der.data()) + der.size()) return std::nullopt;
  if (!is_sound(*kind, key.get())) return std::nullopt;
  libcrypto::set_written_form(key.get());
  return PublicKey(*kind, std::move(key));
}

Bytes PublicKey::der() const { return key_der::of_public_half(key_.get()); }

KeyPairSpec PublicKey::spec() const {
  return {.kind = kind_, .modulus_bits = kind_ == KeyKind::Rsa ? EVP_PKEY_get_bits(key_.get()) : 0};
}

bool PublicKey::fits(SignatureAlgorithm algorithm) const { return crypto::fits(kind_, algorithm); }

bool PublicKey::verify(SignatureAlgorithm algorithm, ByteView message, ByteView signature) const {
  if (!is_ecdsa(algorithm)) return verify_der(algorithm, message, signature);
  return verify_der(algorithm, message, der_of(algorithm, signature));
}

bool PublicKey::verify_der(SignatureAlgorithm algorithm, ByteView message,
                           ByteView signature) const {
  if (!fits(algorithm)) return false;
  if (algorithm != Algorithm::Ed25519) {
    return verify_digest(algorithm, digest(hash_of(algorithm), message), signature);
  }
  const DigestContext context(EVP_MD_CTX_new());
  require(context &&
              EVP_DigestVerifyInit_ex(context.get(), nullptr, nullptr, libcrypto::library().context,
                                      nullptr, key_.get(), nullptr) == 1,
          "OpenSSL: signatures can't be verified");
  const int verified =
      EVP_DigestVerify(context.get(), unsigned_of(signature.data()), signature.size(),
                       unsigned_of(message.data()), message.size());
  ERR_clear_error();  // a signature that does not fit leaves entries
  return verified == 1;
}

bool PublicKey::verify_digest(SignatureAlgorithm algorithm, ByteView digest,
                              ByteView signature) const {
  if (!fits(algorithm) || algorithm == Algorithm::Ed25519 || signature.empty() ||
      digest.size() != digest_size(hash_of(algorithm))) {
    return false;
  }
  const KeyContext context = key_operation(key_.get());
  require(EVP_PKEY_verify_init(context.get()) == 1 && set_signature(context.get(), algorithm),
          "OpenSSL: signatures can't be verified");
  const int verified = EVP_PKEY_verify(context.get(), unsigned_of(signature.data()),
                                       signature.size(), unsigned_of(digest.data()), digest.size());
  ERR_clear_error();  // a signature that does not fit leaves entries
  return verified == 1;
}

std::optional<Bytes> PublicKey::encrypt(OaepHash hash, ByteView plain) const {
  if (kind_ != KeyKind::Rsa) return std::nullopt;
  const KeyContext context = key_operation(key_.get());
  require(EVP_PKEY_encrypt_init(context.get()) == 1 && set_oaep(context.get(), hash),
          "OpenSSL: RSA can't encrypt");
  Bytes sealed(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
  std::size_t size = sealed.size();
  const int done = EVP_PKEY_encrypt(context.get(), unsigned_of(sealed.data()), &size,
                                    unsigned_of(plain.data()), plain.size());
  ERR_clear_error();  // what is too long leaves entries
  if (done != 1) return std::nullopt;
  return sealed;
}

}  // namespace strongroom::crypto
