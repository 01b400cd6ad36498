#include "crypto/argon2id.h"

#include "base/encoding.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace strongroom::crypto {
namespace {

TEST(Argon2idTest, GivesTheTagOfTheStandard) {
  // RFC 9106, 5.3.
  const Bytes passphrase(32, std::byte{1});
  const Bytes salt(16, std::byte{2});
  const Bytes secret(8, std::byte{3});
  const Bytes associated(12, std::byte{4});
  std::array<std::byte, 32> tag;
  ASSERT_TRUE(
      argon2id({.passphrase = passphrase, .salt = salt, .secret = secret, .associated = associated},
               {.passes = 3, .memory_kib = 32, .lanes = 4}, tag));
  EXPECT_EQ(hex_of(tag), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
}

TEST(Argon2idTest, RefusesACostThatArgon2DoesNotKnowAndWipes) {
  const Bytes salt(16, std::byte{2});
  std::array<std::byte, 32> tag;
  tag.fill(std::byte{7});
  EXPECT_FALSE(argon2id({.passphrase = bytes_of("passphrase"), .salt = salt},
                        {.passes = 0, .memory_kib = 32, .lanes = 4}, tag));
  EXPECT_TRUE(std::ranges::all_of(tag, [](std::byte b) { return b == std::byte{0}; }));
}

TEST(Argon2idTest, DoesNotTouchItsInput) {
  const Bytes passphrase(20, std::byte{9});
  const Bytes salt(16, std::byte{2});
  std::array<std::byte, 32> tag;
  ASSERT_TRUE(argon2id({.passphrase = passphrase, .salt = salt},
                       {.passes = 1, .memory_kib = 32, .lanes = 4}, tag));
  EXPECT_EQ(passphrase, Bytes(20, std::byte{9}));
}

}  // namespace
}  // namespace strongroom::crypto
