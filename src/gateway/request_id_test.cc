#include "gateway/request_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace strongroom::gateway {
namespace {

TEST(RequestIdTest, IsAUuidOfVersionFour) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_THAT(std::string(RequestId().view()),
                testing::MatchesRegex(
                    "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  }
}

TEST(RequestIdTest, IsNewEachTime) {
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) seen.insert(std::string(RequestId().view()));
  EXPECT_EQ(seen.size(), 10'000U);
}

}  // namespace
}  // namespace strongroom::gateway
