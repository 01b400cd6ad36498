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

crypto::Digest256 mac_of(const HmacKey& key) { return key.on_this_thread().mac({bytes_of("x")}); }

TEST(HmacKeyTest, KeepsOneContextAKeyAndThread) {
  const HmacKey key = key_of(1);
  const HmacKey other = key_of(2);
  const auto* const context = &key.on_this_thread();
  EXPECT_NE(&other.on_this_thread(), context);
  EXPECT_EQ(&key.on_this_thread(), context);
  std::jthread([&] {
    EXPECT_NE(&key.on_this_thread(), context);
    EXPECT_EQ(mac_of(key), expected(1));
  }).join();
  EXPECT_EQ(mac_of(key), expected(1));
  EXPECT_EQ(mac_of(other), expected(2));
}

TEST(HmacKeyTest, NeverTakesTheContextOfADestroyedKey) {
  for (std::uint8_t i = 0; i < 50; ++i) {
    const HmacKey key = key_of(i);
    EXPECT_EQ(mac_of(key), expected(i));
  }
}

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
  const auto* const context = &first.on_this_thread();
  const HmacKey second(std::move(first));
  EXPECT_EQ(&second.on_this_thread(), context);
  EXPECT_EQ(mac_of(second), expected(1));
}

TEST(HmacKeyTest, ReplacesTheKeyThatIsAssignedOver) {
  HmacKey key = key_of(1);
  EXPECT_EQ(mac_of(key), expected(1));
  key = key_of(2);
  EXPECT_EQ(mac_of(key), expected(2));
}

TEST(HmacKeyTest, WorksForMoreKeysThanAThreadKeepsContextsOf) {
  std::vector<HmacKey> keys;
  keys.reserve(4200);
  for (int i = 0; i < 4200; ++i) keys.push_back(key_of(static_cast<std::uint8_t>(i)));
  for (const int round : {1, 2}) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      ASSERT_EQ(mac_of(keys[i]), expected(static_cast<std::uint8_t>(i))) << round << ' ' << i;
    }
  }
}

}  // namespace
}  // namespace strongroom::keyring
