#include "keyring/hmac_key.h"

#include "keyring/known_answers.h"

#include <gtest/gtest.h>

#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

HmacKey key_of(std::uint8_t first) {
  return HmacKey(crypto::LockedKey::copy_of(counting(first, 32)));
}

crypto::Digest256 expected(std::uint8_t first) {
  return crypto::hmac_sha256(counting(first, 32), {bytes_of("x")});
}

crypto::Digest256 mac_of(const HmacKey& key) { return key.hmac().mac({bytes_of("x")}); }

TEST(HmacKeyTest, ServesManyThreadsWhileOtherKeysGo) {
  const HmacKey key = key_of(1);
  std::vector<std::jthread> threads;
  for (std::uint8_t i = 2; i < 6; ++i) {
    threads.emplace_back([&key, i] {
      for (int round = 0; round < 100; ++round) {
        const HmacKey short_lived = key_of(i);
        EXPECT_EQ(mac_of(key), expected(1));
        EXPECT_EQ(mac_of(short_lived), expected(i));
      }
    });
  }
}

TEST(HmacKeyTest, StaysTheSameKeyWhenMoved) {
  HmacKey first = key_of(1);
  const HmacKey second(std::move(first));
  EXPECT_EQ(mac_of(second), expected(1));
}

TEST(HmacKeyTest, ReplacesTheKeyThatIsAssignedOver) {
  HmacKey key = key_of(1);
  EXPECT_EQ(mac_of(key), expected(1));
  key = key_of(2);
  EXPECT_EQ(mac_of(key), expected(2));
}

}  // namespace
}  // namespace strongroom::keyring
