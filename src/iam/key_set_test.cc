#include "iam/key_set.h"

#include "iam/testing/web_identity.h"

#include <gtest/gtest.h>

namespace strongroom::iam {
namespace {

using crypto::SignatureAlgorithm;
using testing::key_set_of;
using testing::kKey;

std::string replaced(std::string_view text, std::string_view part, std::string_view with) {
  std::string out(text);
  out.replace(out.find(part), part.size(), with);
  return out;
}

TEST(KeySetTest, FindsAKeyByItsIdAndAlgorithm) {
  const auto set = KeySet::parse(key_set_of(kKey)).value();
  EXPECT_NE(set.find("key-1", SignatureAlgorithm::Es256), nullptr);
  EXPECT_EQ(set.find("key-2", SignatureAlgorithm::Es256), nullptr);
  EXPECT_EQ(set.find("", SignatureAlgorithm::Es256), nullptr);
  EXPECT_EQ(set.find("key-1", SignatureAlgorithm::Es384), nullptr);
  EXPECT_EQ(set.find("key-1", SignatureAlgorithm::Rs256), nullptr);
}

TEST(KeySetTest, TakesAKeyThatSaysNothingOfItsUse) {
  const auto plain = replaced(kKey, R"("use":"sig","alg":"ES256",)", "");
  EXPECT_EQ(KeySet::parse(key_set_of(plain)).value().size(), 1U);
}

TEST(KeySetTest, LeavesOutKeysThatItCantUse) {
  const std::string unusable[] = {replaced(kKey, "\"sig\"", "\"enc\""),
                                  replaced(kKey, "ES256", "HS256"),
                                  replaced(kKey, "ES256", "none"),
                                  replaced(kKey, R"("kid":"key-1",)", ""),
                                  replaced(kKey, "\"EC\"", "\"oct\""),
                                  replaced(kKey, "P-256", "P-384"),
                                  replaced(kKey, "rYtNZ", "rYtNY"),
                                  replaced(kKey, R"("x":"rYtNZ)", R"("x":"*YtNZ)"),
                                  R"({"kty":"RSA","kid":"k","n":"AQAB","e":"AQAB"})",
                                  "{}",
                                  "3",
                                  "null"};
  for (const std::string& key : unusable) {
    const auto set = KeySet::parse(key_set_of(key + "," + std::string(kKey)));
    ASSERT_TRUE(set) << key;
    EXPECT_EQ(set->size(), 1U) << key;
  }
}

TEST(KeySetTest, RefusesWhatIsNoKeySet) {
  for (const auto* bad : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":null})", R"({"keys":[]} x)",
                          R"({"keys":[],"keys":[]})"}) {
    EXPECT_FALSE(KeySet::parse(bad)) << bad;
  }
}

TEST(KeySetTest, RefusesMoreThanItsBounds) {
  std::string many;
  for (std::size_t i = 0; i < KeySet::kMostKeys; ++i) many += i == 0 ? "1" : ",1";
  EXPECT_TRUE(KeySet::parse(key_set_of(many)));
  EXPECT_FALSE(KeySet::parse(key_set_of(many + ",1")));
  EXPECT_FALSE(KeySet::parse(key_set_of(kKey) + std::string(KeySet::kLongestDocument, ' ')));
}

}  // namespace
}  // namespace strongroom::iam
