#include "base/recent_map.h"

#include <gtest/gtest.h>

namespace strongroom {
namespace {

TEST(RecentMapTest, RemembersWhatWasUsed) {
  RecentMap<int> map(2);
  EXPECT_EQ(map.find("a"), nullptr);
  EXPECT_EQ(map.use("a"), 0);
  map.use("a") = 1;
  ASSERT_NE(map.find("a"), nullptr);
  EXPECT_EQ(*map.find("a"), 1);
  map.erase("a");
  map.erase("a");
  EXPECT_EQ(map.find("a"), nullptr);
}

TEST(RecentMapTest, ForgetsTheLongestUnusedWhenItIsFull) {
  RecentMap<int> map(2);
  map.use("a") = 1;
  map.use("b") = 2;
  map.use("a");
  map.use("c") = 3;
  EXPECT_NE(map.find("a"), nullptr);
  EXPECT_EQ(map.find("b"), nullptr);
  EXPECT_NE(map.find("c"), nullptr);
}

}  // namespace
}  // namespace strongroom
