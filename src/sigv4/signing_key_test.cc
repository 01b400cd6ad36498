#include "sigv4/signing_key.h"

#include "base/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::sigv4 {
namespace {

constexpr std::string_view kExampleSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

Credential credential(std::string_view scope) {
  const std::size_t region = scope.find('/') + 1;
  const std::size_t service = scope.find('/', region) + 1;
  return {.access_key_id = "AKIAIOSFODNN7EXAMPLE",
          .scope = scope,
          .date = scope.substr(0, region - 1),
          .region = scope.substr(region, service - 1 - region),
          .service = scope.substr(service, scope.rfind('/') - service)};
}

const Credential kToday = credential("20260115/us-east-1/secretsmanager/aws4_request");

std::string mac_of(const crypto::HmacSha256& key) { return hex_of(key.mac({bytes_of("text")})); }

class SigningKeyCacheTest : public testing::Test {
 protected:
  std::string use(std::string_view id, std::string_view secret, std::uint64_t generation,
                  const Credential& scope = kToday) {
    return mac_of(
        cache_.signing_key(id, {.secret = bytes_of(secret), .generation = generation}, scope));
  }

  SigningKeyCache cache_{3};
};

// sigv4 contract 9.2.
TEST(SigningKeyTest, DerivesTheKnownKey) {
  EXPECT_EQ(hex_of(derive_signing_key(bytes_of(kExampleSecret), kToday)),
            "b830725d099a5fc8d692f2297bab8111eaa1072679ac26386569876a7cca2dd4");
}

TEST_F(SigningKeyCacheTest, GivesTheDerivedKey) {
  crypto::HmacSha256 key(derive_signing_key(bytes_of(kExampleSecret), kToday));
  EXPECT_EQ(use("a", kExampleSecret, 1), mac_of(key));
  EXPECT_EQ(use("a", kExampleSecret, 1), mac_of(key));
  EXPECT_EQ(cache_.size(), 1U);
}

TEST_F(SigningKeyCacheTest, DerivesAnewWhenTheSecretChanged) {
  const std::string before = use("a", kExampleSecret, 1);
  EXPECT_EQ(use("a", "other", 1), before);  // The generation is what counts.
  EXPECT_NE(use("a", "other", 2), before);
  EXPECT_EQ(cache_.size(), 1U);
}

TEST_F(SigningKeyCacheTest, TellsKeyIdsAndScopesApart) {
  use("a", kExampleSecret, 1);
  EXPECT_NE(use("b", "other", 1), use("a", kExampleSecret, 1));
  EXPECT_NE(
      use("a", kExampleSecret, 1, credential("20260115/eu-west-1/secretsmanager/aws4_request")),
      use("a", kExampleSecret, 1));
  EXPECT_EQ(cache_.size(), 3U);
}

TEST_F(SigningKeyCacheTest, ForgetsTheOneUnusedLongest) {
  use("a", kExampleSecret, 1);
  use("b", kExampleSecret, 1);
  use("c", kExampleSecret, 1);
  const std::string a = use("a", kExampleSecret, 1);
  use("d", kExampleSecret, 1);
  EXPECT_EQ(cache_.size(), 3U);
  EXPECT_EQ(use("a", "changed in secret", 1), a);  // Still there.
  EXPECT_NE(use("b", "changed in secret", 1), a);  // Derived anew.
}

TEST_F(SigningKeyCacheTest, ForgetsDaysBeforeYesterday) {
  use("a", kExampleSecret, 1, credential("20260113/us-east-1/secretsmanager/aws4_request"));
  use("a", kExampleSecret, 1, credential("20260114/us-east-1/secretsmanager/aws4_request"));
  EXPECT_EQ(cache_.size(), 2U);
  use("a", kExampleSecret, 1);
  EXPECT_EQ(cache_.size(), 2U);
}

}  // namespace
}  // namespace strongroom::sigv4
