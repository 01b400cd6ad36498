#include "crypto/locked_memory.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <ostream>
#include <set>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::crypto {
namespace {

static_assert(!std::copyable<LockedKey>);

bool is_zero(ByteView bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

TEST(LockedKeyTest, KeepsACopy) {
  const Bytes material(32, std::byte{0x5a});
  const LockedKey key = LockedKey::copy_of(material);
  EXPECT_TRUE(std::ranges::equal(key.reveal(), material));
  EXPECT_TRUE(std::ranges::equal(key.clone().reveal(), material));
}

TEST(LockedKeyTest, RefusesKeysOfOtherSizes) {
  EXPECT_THROW(LockedKey::copy_of(Bytes(31)), std::invalid_argument);
  EXPECT_THROW(LockedKey::copy_of(Bytes(33)), std::invalid_argument);
}

TEST(LockedKeyTest, WipesItsMemoryWhenItGoes) {
  const std::byte* where = nullptr;
  {
    const LockedKey key = LockedKey::copy_of(Bytes(32, std::byte{0x5a}));
    where = key.reveal().data();
  }
  EXPECT_TRUE(is_zero({where, LockedKey::kSize})) << "the slot stays mapped";
}

TEST(LockedKeyTest, WipesTheKeyThatIsAssignedOver) {
  LockedKey old = LockedKey::copy_of(Bytes(32, std::byte{0x5a}));
  const std::byte* const where = old.reveal().data();
  LockedKey next = LockedKey::copy_of(Bytes(32, std::byte{0x66}));
  old = std::move(next);
  EXPECT_TRUE(is_zero({where, LockedKey::kSize}));
  EXPECT_TRUE(std::ranges::equal(old.reveal(), Bytes(32, std::byte{0x66})));
}

TEST(LockedKeyTest, SurvivesAnAssignmentToItself) {
  LockedKey key = LockedKey::copy_of(Bytes(32, std::byte{0x5a}));
  LockedKey& same = key;
  key = std::move(same);
  EXPECT_TRUE(std::ranges::equal(key.reveal(), Bytes(32, std::byte{0x5a})));
}

TEST(LockedKeyTest, GrowsBeyondOneBlockWithoutSharingSlots) {
  std::vector<LockedKey> keys;
  std::set<const std::byte*> slots;
  for (int i = 0; i < 5000; ++i) {
    keys.push_back(LockedKey::random());
    EXPECT_TRUE(slots.insert(keys.back().reveal().data()).second);
  }
}

TEST(LockedKeyTest, IsGoneInAForkedChild) {
  const LockedKey key = LockedKey::copy_of(Bytes(32, std::byte{0x5a}));
  const pid_t child = fork();
  if (child == 0) _exit(is_zero(key.reveal()) ? 0 : 1);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(LockedKeyTest, ServesManyThreads) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (int round = 0; round < 500; ++round) {
        const LockedKey key = LockedKey::random();
        EXPECT_FALSE(is_zero(key.reveal()));
      }
    });
  }
}

TEST(LockedKeyTest, IsReallyLockedHere) { EXPECT_TRUE(keys_are_locked()); }

TEST(LongLockedKeyTest, HoldsKeysOfUpTo64BytesAndWipesThem) {
  for (const std::size_t size : {28UL, 48UL, 64UL}) {
    const std::byte* where = nullptr;
    {
      LongLockedKey key(size);
      ASSERT_EQ(key.reveal().size(), size);
      std::ranges::fill(key.writable(), std::byte{0x5a});
      where = key.reveal().data();
      const LongLockedKey moved = std::move(key);
      EXPECT_EQ(moved.reveal().data(), where);
    }
    EXPECT_TRUE(is_zero({where, size}));
  }
  EXPECT_THROW(LongLockedKey(65), std::invalid_argument);
  EXPECT_TRUE(LongLockedKey().reveal().empty());
}

}  // namespace
}  // namespace strongroom::crypto
