#include "base/arena.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

TEST(ArenaTest, WipesWhatItHandedOut) {
  Arena arena;
  const std::string_view kept = arena.copy("a secret value");
  arena.reset();
  EXPECT_EQ(kept, std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 14));
}

TEST(ArenaTest, KeepsEarlierBytesInPlaceWhileItGrows) {
  Arena arena;
  const std::string_view first = arena.copy("first");
  for (int i = 0; i < 100; ++i) (void)arena.bytes(1000);
  EXPECT_EQ(first, "first");
  EXPECT_EQ(arena.bytes(1 << 20).size(), 1U << 20);
}

TEST(ArenaTest, AlignsWhatItIsAskedFor) {
  Arena arena;
  (void)arena.bytes(1);
  for (const std::size_t alignment : {8U, 16U, 256U}) {
    for (int i = 0; i < 100; ++i) {
      const auto* const place = arena.allocate(100, alignment);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(place) % alignment, 0U);
    }
  }
}

TEST(ArenaTextTest, GrowsAndKeepsItsText) {
  Arena arena;
  ArenaText text(arena);
  std::string expected;
  for (int i = 0; i < 2000; ++i) {
    text.append("ab");
    text.append('c');
    expected += "abc";
  }
  EXPECT_EQ(text.view(), expected);
}

TEST(ArenaTextTest, StaysInItsPlaceUntilSomethingLiesBehindIt) {
  Arena arena;
  ArenaText text(arena, 4);
  text.append("abcd");
  const char* const place = text.view().data();
  text.append(std::string(1000, 'e'));
  EXPECT_EQ(text.view().data(), place);
  const std::string_view behind = arena.copy("behind");
  text.append(std::string(3000, 'f'));
  EXPECT_NE(text.view().data(), place);
  EXPECT_EQ(text.view(), "abcd" + std::string(1000, 'e') + std::string(3000, 'f'));
  EXPECT_EQ(behind, "behind");
}

}  // namespace
}  // namespace strongroom
