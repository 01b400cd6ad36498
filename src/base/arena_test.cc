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
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.allocate(8, 8)) % 8, 0U);
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

}  // namespace
}  // namespace strongroom
