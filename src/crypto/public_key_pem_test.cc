#include "crypto/public_key_pem.h"

#include "base/encoding.h"
#include "crypto/private_key.h"

#include <gtest/gtest.h>

namespace strongroom::crypto {
namespace {

PublicKey ed25519_key() {
  return PrivateKey::of_ed25519_seed(Bytes(32, std::byte{7})).public_key();
}

TEST(PublicKeyPemTest, ReadsWhatItWritesAmongOtherText) {
  const PublicKey rsa = PrivateKey::generate(kRsa2048).public_key();
  const std::string text =
      "comment\n" + pem_of(ed25519_key()) + pem_of(rsa) + "-----BEGIN PUBLIC KEY-----";
  const auto keys = keys_of_pem(text);
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0].der(), ed25519_key().der());
  EXPECT_EQ(keys[1].der(), rsa.der());
}

TEST(PublicKeyPemTest, PassesOverWhatIsNoKey) {
  EXPECT_TRUE(keys_of_pem("").empty());
  EXPECT_TRUE(keys_of_pem("-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----").empty());
  EXPECT_TRUE(keys_of_pem("-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----").empty());
}

}  // namespace
}  // namespace strongroom::crypto
