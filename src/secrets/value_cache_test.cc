#include "secrets/value_cache.h"

#include <gtest/gtest.h>

#include <thread>

namespace strongroom::secrets {
namespace {

/// Keys of one shard (the byte at 7 decides).
ValueKey key(unsigned number) {
  ValueKey key{};
  key[16] = static_cast<std::byte>(number);
  key[15] = static_cast<std::byte>(number >> 8U);
  return key;
}
ValueCache::Value value(std::size_t size) { return std::make_shared<const Bytes>(size); }

constexpr std::size_t kShards = 16;

TEST(ValueCacheTest, HoldsWhatWasPut) {
  ValueCache cache(1'000'000);
  const auto put = value(100);
  cache.put(key(1), put);
  EXPECT_EQ(cache.find(key(1)), put);
  EXPECT_EQ(cache.find(key(2)), nullptr);
  EXPECT_EQ(cache.statistics().hits, 1u);
  EXPECT_EQ(cache.statistics().misses, 1u);
  EXPECT_GT(cache.statistics().bytes, 100u);
}

TEST(ValueCacheTest, ReplacesAndErases) {
  ValueCache cache(1'000'000);
  cache.put(key(1), value(100));
  const std::size_t bytes = cache.statistics().bytes;
  cache.put(key(1), value(100));
  EXPECT_EQ(cache.statistics().bytes, bytes);
  cache.erase(key(1));
  cache.erase(key(1));
  EXPECT_EQ(cache.find(key(1)), nullptr);
  EXPECT_EQ(cache.statistics().bytes, 0u);
}

TEST(ValueCacheTest, LetsTheLeastRecentlyUsedLeaveFirst) {
  ValueCache cache(kShards * 2'500);  // two of these
  cache.put(key(1), value(1'000));
  cache.put(key(2), value(1'000));
  EXPECT_NE(cache.find(key(1)), nullptr);
  cache.put(key(3), value(1'000));
  EXPECT_NE(cache.find(key(1)), nullptr);
  EXPECT_EQ(cache.find(key(2)), nullptr);
  EXPECT_NE(cache.find(key(3)), nullptr);
}

TEST(ValueCacheTest, KeepsToItsBound) {
  ValueCache cache(kShards * 10'000);
  for (unsigned i = 0; i < 1'000; ++i) {
    cache.put(key(i), value(i % 3'000));
    EXPECT_LE(cache.statistics().bytes, 10'000u);
  }
}

TEST(ValueCacheTest, TakesNothingLargerThanItsShareAndNothingAtAllWithoutRoom) {
  ValueCache cache(kShards * 1'000);
  cache.put(key(1), value(500));
  cache.put(key(2), value(1'000));
  EXPECT_NE(cache.find(key(1)), nullptr);
  EXPECT_EQ(cache.find(key(2)), nullptr);
  ValueCache none(0);
  none.put(key(1), value(0));
  EXPECT_EQ(none.find(key(1)), nullptr);
}

TEST(ValueCacheTest, LeavesAValueToItsReaderWhenItGoes) {
  ValueCache cache(1'000'000);
  cache.put(key(1), value(3));
  const auto held = cache.find(key(1));
  cache.erase(key(1));
  EXPECT_EQ(held->size(), 3u);
}

TEST(ValueCacheTest, ServesManyThreads) {
  ValueCache cache(kShards * 2'000);
  std::vector<std::jthread> threads;
  for (unsigned thread = 0; thread < 3; ++thread) {
    threads.emplace_back([&, thread] {
      for (unsigned i = 0; i < 2'000; ++i) {
        ValueKey one = key(i % 40);
        one[7] = static_cast<std::byte>(i % 5);
        cache.put(one, value(i % 300));
        cache.find(one);
        if (i % 3 == thread) cache.erase(one);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(cache.statistics().hits + cache.statistics().misses, 6'000u);
}

}  // namespace
}  // namespace strongroom::secrets
