#include "crypto/hash.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "crypto/sha256_prefix.h"
#include "crypto/wycheproof.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::crypto {
namespace {

/// The same derivation by OpenSSL's own KBKDF, far slower.
Bytes kbkdf(ByteView key, std::string label, ByteView context, std::size_t size) {
  Bytes key_copy = copy_of(key);
  Bytes context_copy = copy_of(context);
  std::string mode = "counter";
  std::string mac = "HMAC";
  std::string digest = "SHA256";
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_MODE, mode.data(), 0),
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_MAC, mac.data(), 0),
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, key_copy.data(), key_copy.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, label.data(), label.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, context_copy.data(),
                                        context_copy.size()),
      OSSL_PARAM_construct_end()};
  EVP_KDF* const algorithm = EVP_KDF_fetch(nullptr, "KBKDF", nullptr);
  EVP_KDF_CTX* const kdf = EVP_KDF_CTX_new(algorithm);
  Bytes out(size);
  EXPECT_EQ(
      EVP_KDF_derive(kdf, reinterpret_cast<unsigned char*>(out.data()), size, parameters.data()),
      1);
  EVP_KDF_CTX_free(kdf);
  EVP_KDF_free(algorithm);
  return out;
}

TEST(HashTest, GivesTheSha256OfAbc) {
  constexpr std::string_view kExpected =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_EQ(hex_of(sha256(bytes_of("abc"))), kExpected);
  EXPECT_EQ(hex_of(sha256({bytes_of("a"), {}, bytes_of("bc")})), kExpected);
}

TEST(HashTest, GivesTheSameSha256PartByPart) {
  Sha256 hash;
  for (const auto* part : {"a", "", "bc"}) hash.add(bytes_of(part));
  EXPECT_EQ(hash.digest(), sha256(bytes_of("abc")));
  EXPECT_EQ(Sha256().digest(), sha256(ByteView()));
}

TEST(HashTest, GivesTheSha256OfNothing) {
  EXPECT_EQ(hex_of(sha256(ByteView())),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HmacTest, GivesTheFirstAnswerOfRfc4231) {
  constexpr std::string_view kExpected =
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
  const Bytes key(20, std::byte{0x0b});
  EXPECT_EQ(hex_of(hmac_sha256(key, {bytes_of("Hi There")})), kExpected);
  HmacSha256 prepared(key);
  EXPECT_EQ(hex_of(prepared.mac({bytes_of("Hi "), bytes_of("There")})), kExpected);
  EXPECT_EQ(hex_of(prepared.mac({bytes_of("Hi There")})), kExpected) << "the second use";
}

TEST(HmacTest, AgreesWithWycheproof) {
  std::size_t seen = 0;
  for_each_wycheproof_case("hmac_sha256_test.json", [&](const auto& group, const auto& test) {
    SCOPED_TRACE(test.at("tcId"));
    ++seen;
    const Bytes key = hex(test.at("key").as_string());
    const Bytes message = hex(test.at("msg").as_string());
    const Bytes tag = hex(test.at("tag").as_string());
    ASSERT_EQ(tag.size() * 8, group.at("tagSize").as_int64());
    const bool valid = test.at("result") == "valid";
    const Digest256 ours = hmac_sha256(key, {message});
    EXPECT_EQ(equal_in_constant_time(ByteView(ours).first(tag.size()), tag), valid);
    EXPECT_EQ(HmacSha256(key).mac({message}), ours);
  });
  EXPECT_EQ(seen, 174U);
}

TEST(HmacTest, TakesAnEmptyKeyForAnEmptyKey) {
  (void)hmac_sha256(Bytes(32, std::byte{1}), {});
  EXPECT_EQ(hex_of(hmac_sha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  EXPECT_EQ(HmacSha256(ByteView()).mac({}), hmac_sha256({}, {}));
}

TEST(HmacTest, CanBeMoved) {
  HmacSha256 first(Bytes(32, std::byte{1}));
  const Digest256 expected = first.mac({bytes_of("x")});
  HmacSha256 second(std::move(first));
  HmacSha256 third(Bytes(32, std::byte{2}));
  EXPECT_NE(third.mac({bytes_of("x")}), expected);
  third = std::move(second);
  EXPECT_EQ(third.mac({bytes_of("x")}), expected);
}

TEST(DeriveTest, AgreesWithOpenSslsKbkdf) {
  const Bytes key = hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  HmacSha256 prepared(key);
  for (const std::size_t size : {1U, 16U, 31U, 32U, 33U, 63U, 64U}) {
    for (const std::size_t context_size : {1U, 36U, 37U, 109U}) {
      SCOPED_TRACE(testing::Message() << size << " from " << context_size);
      const Bytes context(context_size, std::byte{0x5a});
      Bytes ours(size);
      derive(prepared, "kmsblob/v1", context, ours);
      EXPECT_EQ(ours, kbkdf(key, "kmsblob/v1", context, size));
      Bytes with_plain_key(size);
      derive(key, "kmsblob/v1", context, with_plain_key);
      EXPECT_EQ(with_plain_key, ours);
    }
  }
}

TEST(DeriveTest, GivesOtherKeysForOtherLabelsContextsAndLengths) {
  const Bytes key(32, std::byte{7});
  Digest256 one, other;
  derive(key, "barrier/v1", Bytes(20), one);
  derive(key, "keywrap/v1", Bytes(20), other);
  EXPECT_NE(one, other);
  derive(key, "barrier/v1", Bytes(21), other);
  EXPECT_NE(one, other);
  std::array<std::byte, 64> longer;
  derive(key, "barrier/v1", Bytes(20), longer);
  EXPECT_FALSE(std::ranges::equal(one, std::span(longer).first(32)));
}

TEST(DeriveTest, ThrowsAtMoreThanItTakesOrGives) {
  const Bytes key(32);
  Bytes out(65);
  EXPECT_THROW(derive(key, "l", {}, out), std::invalid_argument);
  EXPECT_THROW(derive(key, "l", Bytes(kDerivationInput), std::span(out).first(32)),
               std::invalid_argument);
}

TEST(Sha256PrefixTest, GoesOnWhereThePrefixEnds) {
  for (const std::size_t prefix : {0U, 64U, 128U, 640U}) {
    for (const std::size_t rest : {0U, 1U, 55U, 56U, 63U, 64U, 65U, 1000U}) {
      const Bytes text(prefix + rest, std::byte{'x'});
      EXPECT_EQ(Sha256Prefix(ByteView(text).first(prefix)).digest_with(ByteView(text).last(rest)),
                sha256(text))
          << prefix << ' ' << rest;
    }
  }
  EXPECT_THROW(Sha256Prefix(Bytes(63)), std::invalid_argument);
}

}  // namespace
}  // namespace strongroom::crypto
