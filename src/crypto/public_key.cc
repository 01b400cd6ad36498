#include "crypto/public_key.h"

#include "crypto/libcrypto.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

namespace strongroom::crypto {
namespace {

using libcrypto::DigestContext;
using libcrypto::Free;
using libcrypto::require;
using libcrypto::unsigned_of;
using Algorithm = SignatureAlgorithm;

using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using EcdsaSignature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

constexpr int kLeastModulusBits = 2048;
constexpr int kMostModulusBits = 8192;
constexpr int kMostExponentBits = 32;
// With room for leading zeros, which RFC 7518 forbids and some write.
constexpr std::size_t kLongestNumber = kMostModulusBits / 8 + 1;

struct NamedAlgorithm {
  std::string_view name;
  Algorithm algorithm;
};
constexpr std::array<NamedAlgorithm, 9> kAlgorithms = {{{"RS256", Algorithm::Rs256},
                                                        {"RS384", Algorithm::Rs384},
                                                        {"RS512", Algorithm::Rs512},
                                                        {"PS256", Algorithm::Ps256},
                                                        {"PS384", Algorithm::Ps384},
                                                        {"PS512", Algorithm::Ps512},
                                                        {"ES256", Algorithm::Es256},
                                                        {"ES384", Algorithm::Es384},
                                                        {"ES512", Algorithm::Es512}}};

const char* digest_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::Rs256:
    case Algorithm::Ps256:
    case Algorithm::Es256:
      return "SHA256";
    case Algorithm::Rs384:
    case Algorithm::Ps384:
    case Algorithm::Es384:
      return "SHA384";
    case Algorithm::Rs512:
    case Algorithm::Ps512:
    case Algorithm::Es512:
      return "SHA512";
  }
  return nullptr;
}

bool is_pss(Algorithm algorithm) {
  return algorithm == Algorithm::Ps256 || algorithm == Algorithm::Ps384 ||
         algorithm == Algorithm::Ps512;
}

bool is_elliptic(Algorithm algorithm) {
  return algorithm == Algorithm::Es256 || algorithm == Algorithm::Es384 ||
         algorithm == Algorithm::Es512;
}

Number number_of(ByteView bytes) {
  Number number(BN_bin2bn(unsigned_of(bytes.data()), static_cast<int>(bytes.size()), nullptr));
  require(number != nullptr, "OpenSSL: out of memory");
  return number;
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

bool set_pss(EVP_PKEY_CTX* context) {
  // RFC 7518, section 3.5: the salt is as long as the digest; MGF1 uses the same one.
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace

std::optional<SignatureAlgorithm> signature_algorithm(std::string_view name) {
  const auto* const found = std::ranges::find(kAlgorithms, name, &NamedAlgorithm::name);
  if (found == kAlgorithms.end()) return std::nullopt;
  return found->algorithm;
}

void PublicKey::Free::operator()(evp_pkey_st* key) const noexcept { EVP_PKEY_free(key); }

std::optional<PublicKey> PublicKey::rsa(ByteView modulus, ByteView exponent) {
  if (modulus.size() > kLongestNumber || exponent.size() > kLongestNumber) return std::nullopt;
  const Number n = number_of(modulus);
  const Number e = number_of(exponent);
  const int bits = BN_num_bits(n.get());
  const int exponent_bits = BN_num_bits(e.get());
  if (bits < kLeastModulusBits || bits > kMostModulusBits || BN_is_odd(n.get()) == 0 ||
      exponent_bits < 2 || exponent_bits > kMostExponentBits || BN_is_odd(e.get()) == 0) {
    return std::nullopt;
  }
  const ParameterBuilder builder = parameter_builder();
  require(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
              OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1,
          "OpenSSL: out of memory");
  Handle key(key_from("RSA", builder.get()));
  if (key == nullptr) return std::nullopt;
  return PublicKey(Kind::Rsa, std::move(key));
}

std::optional<PublicKey> PublicKey::elliptic(std::string_view curve, ByteView x, ByteView y) {
  struct Curve {
    const char* name;
    Kind kind;
    std::size_t size;
  };
  constexpr std::array<Curve, 3> kCurves = {
      {{"P-256", Kind::P256, 32}, {"P-384", Kind::P384, 48}, {"P-521", Kind::P521, 66}}};
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

bool PublicKey::fits(SignatureAlgorithm algorithm) const {
  switch (algorithm) {
    case Algorithm::Es256:
      return kind_ == Kind::P256;
    case Algorithm::Es384:
      return kind_ == Kind::P384;
    case Algorithm::Es512:
      return kind_ == Kind::P521;
    default:
      return kind_ == Kind::Rsa;
  }
}

bool PublicKey::verify(SignatureAlgorithm algorithm, ByteView message, ByteView signature) const {
  if (!fits(algorithm)) return false;
  const Bytes der = is_elliptic(algorithm) ? der_of(algorithm, signature) : Bytes();
  const ByteView given = is_elliptic(algorithm) ? ByteView(der) : signature;
  if (given.empty()) return false;
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* settings = nullptr;  // belongs to `context`
  require(context && EVP_DigestVerifyInit_ex(context.get(), &settings, digest_of(algorithm),
                                             libcrypto::library().context, nullptr, key_.get(),
                                             nullptr) == 1,
          "OpenSSL: signatures can't be verified");
  require(!is_pss(algorithm) || set_pss(settings), "OpenSSL: signatures can't be verified");
  const int verified = EVP_DigestVerify(context.get(), unsigned_of(given.data()), given.size(),
                                        unsigned_of(message.data()), message.size());
  ERR_clear_error();  // a signature that does not fit leaves entries
  return verified == 1;
}

}  // namespace strongroom::crypto
