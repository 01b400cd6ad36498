#include "crypto/digest.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "crypto/wycheproof.h"

#include <gtest/gtest.h>

namespace strongroom::crypto {
namespace {

struct HashCase {
  HashAlgorithm algorithm;
  std::string_view digest;  ///< Of "abc", FIPS 180-2.
  std::string_view hmac;    ///< RFC 4231, section 4.3; of SHA-1 RFC 2202, section 3.
};
constexpr HashCase kCases[] = {
    {HashAlgorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d",
     "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
    {HashAlgorithm::Sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
     "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44"},
    {HashAlgorithm::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {HashAlgorithm::Sha384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c82"
     "5"
     "a7",
     "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21"
     "6"
     "49"},
    {HashAlgorithm::Sha512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "b"
     "bd454d4423643ce80e2a9ac94fa54ca49f",
     "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e"
     "6"
     "fdcaeab1a34d4a6b4b636e070a38bce737"}};

TEST(DigestTest, GivesThePublishedValues) {
  for (const HashCase& row : kCases) {
    EXPECT_EQ(hex_of(digest(row.algorithm, bytes_of("abc"))), row.digest);
    EXPECT_EQ(
        hex_of(hmac(row.algorithm, bytes_of("Jefe"), bytes_of("what do ya want for nothing?"))),
        row.hmac);
    EXPECT_EQ(digest_size(row.algorithm), row.digest.size() / 2);
  }
}

void expect_hmacs_of(const std::string& file, HashAlgorithm algorithm) {
  int cases = 0;
  for_each_wycheproof_case(file, [&](const auto& group, const auto& test) {
    ++cases;
    SCOPED_TRACE(boost::json::serialize(test));
    const auto bytes = [&](std::string_view name) {
      return bytes_of_hex(test.at(name).as_string()).value();
    };
    const Bytes mac = hmac(algorithm, bytes("key"), bytes("msg"));
    const auto size = static_cast<std::size_t>(group.at("tagSize").as_int64()) / 8;
    EXPECT_EQ(equal_in_constant_time(ByteView(mac).first(size), bytes("tag")),
              test.at("result").as_string() == "valid");
  });
  EXPECT_GT(cases, 100);
}

TEST(DigestTest, PassesTheWycheproofCasesOfHmac) {
  expect_hmacs_of("hmac_sha256_test.json", HashAlgorithm::Sha256);
  expect_hmacs_of("hmac_sha384_test.json", HashAlgorithm::Sha384);
  expect_hmacs_of("hmac_sha512_test.json", HashAlgorithm::Sha512);
}

}  // namespace
}  // namespace strongroom::crypto
