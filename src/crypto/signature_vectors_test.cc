// Published cases for signatures and OAEP, the malformed ones above all.
#include "base/encoding.h"
#include "crypto/private_key.h"
#include "crypto/public_key.h"
#include "crypto/wycheproof.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::crypto {
namespace {

struct SignatureFile {
  const char* name;
  SignatureAlgorithm algorithm;
};

class WycheproofSignatureTest : public testing::TestWithParam<SignatureFile> {};

TEST_P(WycheproofSignatureTest, PassesEachCase) {
  int cases = 0;
  for_each_wycheproof_case(GetParam().name, [&](const auto& group, const auto& test) {
    ++cases;
    SCOPED_TRACE(boost::json::serialize(test));
    const auto key = PublicKey::of_der(hex(group, "publicKeyDer"));
    ASSERT_TRUE(key);
    // "acceptable" is but a signature whose DigestInfo lacks a NULL: RFC 8017 8.2.2 compares whole.
    EXPECT_EQ(key->verify_der(GetParam().algorithm, hex(test, "msg"), hex(test, "sig")),
              test.at("result").as_string() == "valid");
  });
  EXPECT_GT(cases, 100);
}

INSTANTIATE_TEST_SUITE_P(Wycheproof, WycheproofSignatureTest,
                         testing::Values(SignatureFile{"ecdsa_secp256r1_sha256_test.json",
                                                       SignatureAlgorithm::Es256},
                                         SignatureFile{"rsa_pss_2048_sha256_mgf1_32_test.json",
                                                       SignatureAlgorithm::Ps256},
                                         SignatureFile{"rsa_signature_2048_sha256_test.json",
                                                       SignatureAlgorithm::Rs256}));

TEST(WycheproofOaepTest, PassesTheCasesWithoutALabel) {
  int cases = 0;
  for_each_wycheproof_case(
      "rsa_oaep_2048_sha256_mgf1sha256_test.json", [&](const auto& group, const auto& test) {
        if (!test.at("label").as_string().empty()) return;
        ++cases;
        SCOPED_TRACE(boost::json::serialize(test));
        const auto key = PrivateKey::of_own_der(kRsa2048, hex(group, "privateKeyPkcs8"));
        ASSERT_TRUE(key);
        const auto opened = key->decrypt(OaepHash::Sha256, hex(test, "ct"));
        ASSERT_EQ(opened.has_value(), test.at("result").as_string() == "valid");
        if (opened) {
          EXPECT_EQ(copy_of(opened->reveal()), hex(test, "msg"));
        }
      });
  EXPECT_GT(cases, 20);
}

}  // namespace
}  // namespace strongroom::crypto
