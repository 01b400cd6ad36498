#include "crypto/public_key.h"

#include "base/base64url.h"

#include <gtest/gtest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <array>
#include <string>
#include <string_view>

namespace strongroom::crypto {
namespace {

using Algorithm = SignatureAlgorithm;

Bytes decoded(std::string_view text) { return bytes_of_base64url(text).value(); }

constexpr std::string_view kExponent = "AQAB";

// RFC 7515, appendix A.2.
constexpr std::string_view kModulus7515 =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
    "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
    "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-D"
    "WNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
constexpr std::string_view kRs256Text7515 =
    "eyJhbGciOiJSUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
constexpr std::string_view kRs256Signature7515 =
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5ju"
    "jGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07"
    "Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipU"
    "TI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

// RFC 7515, appendix A.3.
constexpr std::string_view kX7515 = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr std::string_view kY7515 = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr std::string_view kEs256Text7515 =
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlf"
    "Q";
constexpr std::string_view kEs256Signature7515 =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

// RFC 7520, section 4: one payload, the headers of 4.1, 4.2 and 4.3.
constexpr std::string_view kPayload7520 =
    ".SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250b"
    "yB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmU"
    "geW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";
constexpr std::string_view kHeaderEnd7520 =
    "IsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9";
constexpr std::string_view kModulus7520 =
    "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCp"
    "MaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd"
    "1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKn"
    "S2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw";
constexpr std::string_view kRs256Signature7520 =
    "MRjdkly7_-oTPTS3AXP41iQIGKa80A0ZmTuV5MEaHoxnW2e5CZ5NlKtainoFmKZopdHM1O2U4mwzJdQx996ivp83xuglII"
    "7PNDi84wnB-BDkoBwA78185hX-Es4JIwmDLJK3lfWRa-XtL0RnltuYv746iYTh_qHRD68BNt1uSNCrUCTJDt5aAE6x8wW1"
    "Kt9eRo4QPocSadnHXFxnt8Is9UzpERV0ePPQdLuW3IS_de3xyIrDaLGdjluPxUAhb6L2aXic1U12podGU0KLUQSE_oI-Zn"
    "mKJ3F4uOZDnd6QZWJushZ41Axf_fcIe8u9ipH84ogoree7vjbU5y18kDquDg";
constexpr std::string_view kPs384Signature7520 =
    "cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5"
    "dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8"
    "P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQS"
    "UmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw";
constexpr std::string_view kX7520 =
    "AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt";
constexpr std::string_view kY7520 =
    "AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1";
constexpr std::string_view kEs512Signature7520 =
    "AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu9Plon7KRTzoNEuT4Va2cmL1eJAQy3mt"
    "PBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsbEPX6sFY8OcGDqoRuBomu9xQ2";

std::string text_of_7520(std::string_view header_begin) {
  return std::string(header_begin).append(kHeaderEnd7520).append(kPayload7520);
}

void expect_verifies(const PublicKey& key, Algorithm algorithm, std::string text,
                     std::string_view encoded) {
  Bytes signature = decoded(encoded);
  EXPECT_TRUE(key.verify(algorithm, bytes_of(text), signature));
  signature.back() ^= std::byte{1};
  EXPECT_FALSE(key.verify(algorithm, bytes_of(text), signature)) << "an altered signature";
  signature.back() ^= std::byte{1};
  signature.pop_back();
  EXPECT_FALSE(key.verify(algorithm, bytes_of(text), signature)) << "a short signature";
  text.back() ^= 1;
  EXPECT_FALSE(key.verify(algorithm, bytes_of(text), decoded(encoded))) << "an altered text";
}

TEST(PublicKeyTest, VerifiesTheRsaExamplesOfRfc7515AndRfc7520) {
  const auto of_7515 = PublicKey::rsa(decoded(kModulus7515), decoded(kExponent)).value();
  expect_verifies(of_7515, Algorithm::Rs256, std::string(kRs256Text7515), kRs256Signature7515);
  const auto of_7520 = PublicKey::rsa(decoded(kModulus7520), decoded(kExponent)).value();
  expect_verifies(of_7520, Algorithm::Rs256, text_of_7520("eyJhbGciOiJSUzI1Ni"),
                  kRs256Signature7520);
  expect_verifies(of_7520, Algorithm::Ps384, text_of_7520("eyJhbGciOiJQUzM4NC"),
                  kPs384Signature7520);
}

TEST(PublicKeyTest, VerifiesTheEllipticExamplesOfRfc7515AndRfc7520) {
  const auto of_7515 = PublicKey::elliptic("P-256", decoded(kX7515), decoded(kY7515)).value();
  expect_verifies(of_7515, Algorithm::Es256, std::string(kEs256Text7515), kEs256Signature7515);
  const auto of_7520 = PublicKey::elliptic("P-521", decoded(kX7520), decoded(kY7520)).value();
  expect_verifies(of_7520, Algorithm::Es512, text_of_7520("eyJhbGciOiJFUzUxMi"),
                  kEs512Signature7520);
}

TEST(PublicKeyTest, TakesNoAlgorithmForAnother) {
  const auto rsa = PublicKey::rsa(decoded(kModulus7520), decoded(kExponent)).value();
  const std::string text = text_of_7520("eyJhbGciOiJSUzI1Ni");
  for (const auto other : {Algorithm::Rs384, Algorithm::Rs512, Algorithm::Ps256, Algorithm::Es256})
    EXPECT_FALSE(rsa.verify(other, bytes_of(text), decoded(kRs256Signature7520)));
  const auto elliptic = PublicKey::elliptic("P-256", decoded(kX7515), decoded(kY7515)).value();
  for (const auto other : {Algorithm::Es384, Algorithm::Es512, Algorithm::Rs256})
    EXPECT_FALSE(elliptic.fits(other));
}

/// A new pair of keys of OpenSSL's, and signatures of it in the form of RFC 7518.
class Signer {
 public:
  explicit Signer(EVP_PKEY* key) : key_(key) {}
  ~Signer() { EVP_PKEY_free(key_); }
  Signer(const Signer&) = delete;
  Signer& operator=(const Signer&) = delete;

  Bytes number(const char* name, std::size_t size) const {
    BIGNUM* number = nullptr;
    EXPECT_EQ(EVP_PKEY_get_bn_param(key_, name, &number), 1);
    Bytes bytes(size == 0 ? static_cast<std::size_t>(BN_num_bytes(number)) : size);
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()),
                 static_cast<int>(bytes.size()));
    BN_free(number);
    return bytes;
  }

  Bytes sign(const char* digest, bool pss, std::string_view text, int salt = -1) const {
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_PKEY_CTX* settings = nullptr;
    EXPECT_EQ(EVP_DigestSignInit_ex(context, &settings, digest, nullptr, nullptr, key_, nullptr),
              1);
    if (pss) {
      EVP_PKEY_CTX_set_rsa_padding(settings, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(settings, salt);
    }
    std::size_t size = 2048;
    Bytes signature(size);
    EXPECT_EQ(EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                             reinterpret_cast<const unsigned char*>(text.data()), text.size()),
              1);
    EVP_MD_CTX_free(context);
    signature.resize(size);
    return signature;
  }

 private:
  EVP_PKEY* key_;
};

Bytes pair_of(const Bytes& der, std::size_t size) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* const signature = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  Bytes pair(2 * size);
  auto* const out = reinterpret_cast<unsigned char*>(pair.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature), out, static_cast<int>(size));
  BN_bn2binpad(ECDSA_SIG_get0_s(signature), out + size, static_cast<int>(size));
  ECDSA_SIG_free(signature);
  return pair;
}

TEST(PublicKeyTest, VerifiesWhatOpensslSignsWithRsaInEachWay) {
  const Signer signer(EVP_RSA_gen(2048));
  const auto key = PublicKey::rsa(signer.number("n", 0), signer.number("e", 0)).value();
  struct Case {
    const char* name;
    const char* digest;
    bool pss;
  };
  constexpr std::array<Case, 6> kCases = {{{"RS256", "SHA256", false},
                                           {"RS384", "SHA384", false},
                                           {"RS512", "SHA512", false},
                                           {"PS256", "SHA256", true},
                                           {"PS384", "SHA384", true},
                                           {"PS512", "SHA512", true}}};
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.name);
    const Algorithm algorithm = signature_algorithm(row.name).value();
    EXPECT_TRUE(key.verify(algorithm, bytes_of("text"), signer.sign(row.digest, row.pss, "text")));
    EXPECT_FALSE(key.verify(algorithm, bytes_of("test"), signer.sign(row.digest, row.pss, "text")));
  }
  EXPECT_FALSE(
      key.verify(Algorithm::Ps256, bytes_of("text"), signer.sign("SHA256", true, "text", 8)))
      << "a salt of another length";
}

TEST(PublicKeyTest, VerifiesWhatOpensslSignsOnEachCurve) {
  struct Case {
    const char* name;
    const char* curve;
    const char* digest;
    std::size_t size;
  };
  constexpr std::array<Case, 3> kCases = {{{"ES256", "P-256", "SHA256", 32},
                                           {"ES384", "P-384", "SHA384", 48},
                                           {"ES512", "P-521", "SHA512", 66}}};
  for (const Case& row : kCases) {
    SCOPED_TRACE(row.name);
    const Signer signer(EVP_EC_gen(row.curve));
    const Bytes x = signer.number(OSSL_PKEY_PARAM_EC_PUB_X, row.size);
    Bytes y = signer.number(OSSL_PKEY_PARAM_EC_PUB_Y, row.size);
    const auto key = PublicKey::elliptic(row.curve, x, y).value();
    const Algorithm algorithm = signature_algorithm(row.name).value();
    const Bytes der = signer.sign(row.digest, false, "text");
    EXPECT_TRUE(key.verify(algorithm, bytes_of("text"), pair_of(der, row.size)));
    EXPECT_FALSE(key.verify(algorithm, bytes_of("test"), pair_of(der, row.size)));
    EXPECT_FALSE(key.verify(algorithm, bytes_of("text"), der)) << "DER is not the form";
    EXPECT_FALSE(key.verify(algorithm, bytes_of("text"), Bytes(2 * row.size)));
    y.back() ^= std::byte{1};
    EXPECT_FALSE(PublicKey::elliptic(row.curve, x, y)) << "a point beside the curve";
  }
}

TEST(PublicKeyTest, RefusesNumbersThatMakeNoSoundKey) {
  const Bytes modulus = decoded(kModulus7515);
  const Bytes exponent = decoded(kExponent);
  Bytes even = modulus;
  even.back() &= std::byte{0xfe};
  Bytes large(1025, std::byte{0xff});
  EXPECT_FALSE(PublicKey::rsa(even, exponent));
  EXPECT_FALSE(PublicKey::rsa(ByteView(modulus).first(255), exponent)) << "2040 bits";
  EXPECT_FALSE(PublicKey::rsa(large, exponent)) << "8200 bits";
  EXPECT_TRUE(PublicKey::rsa(ByteView(large).first(1024), exponent)) << "8192 bits";
  EXPECT_FALSE(PublicKey::rsa({}, exponent));
  for (const auto* bad : {"", "AQ", "Ag", "AAAAAA", "AQAAAAE"})
    EXPECT_FALSE(PublicKey::rsa(modulus, decoded(bad))) << bad;
  const Bytes x = decoded(kX7515);
  const Bytes y = decoded(kY7515);
  EXPECT_FALSE(PublicKey::elliptic("secp256k1", x, y));
  EXPECT_FALSE(PublicKey::elliptic("P-384", x, y));
  EXPECT_FALSE(PublicKey::elliptic("P-256", ByteView(x).first(31), y));
}

TEST(SignatureAlgorithmTest, KnowsNeitherNoneNorHmac) {
  for (const auto* name : {"none", "None", "HS256", "HS512", "rs256", "EdDSA", ""})
    EXPECT_FALSE(signature_algorithm(name)) << name;
}

}  // namespace
}  // namespace strongroom::crypto
