#include "iam/sign_in_limiter.h"

#include <gtest/gtest.h>

namespace strongroom::iam {
namespace {

using namespace std::chrono_literals;

constexpr Timestamp kStart{};

void fail(SignInLimiter& limiter, std::string_view user, int times, Timestamp at = kStart) {
  for (int i = 0; i < times; ++i) limiter.failed(user, at);
}

TEST(SignInLimiterTest, LocksAfterFiveFailuresForAQuarterOfAnHour) {
  SignInLimiter limiter;
  fail(limiter, "alice", 4);
  EXPECT_EQ(limiter.locked_until("alice", kStart), std::nullopt);
  fail(limiter, "alice", 1);
  EXPECT_EQ(limiter.locked_until("alice", kStart), kStart + 15min);
  EXPECT_EQ(limiter.locked_until("alice", kStart + 15min - 1ms), kStart + 15min);
  EXPECT_EQ(limiter.locked_until("alice", kStart + 15min), std::nullopt);
}

TEST(SignInLimiterTest, LocksNobodyElse) {
  SignInLimiter limiter;
  fail(limiter, "alice", 5);
  EXPECT_EQ(limiter.locked_until("bob", kStart), std::nullopt);
}

TEST(SignInLimiterTest, BeginsAnewAfterASuccessOrALongTime) {
  SignInLimiter limiter;
  fail(limiter, "alice", 4);
  limiter.succeeded("alice");
  fail(limiter, "alice", 4);
  EXPECT_EQ(limiter.locked_until("alice", kStart), std::nullopt);
  fail(limiter, "alice", 1, kStart + 15min);
  EXPECT_EQ(limiter.locked_until("alice", kStart + 15min), std::nullopt);
}

TEST(SignInLimiterTest, DoesNotCountATryThatWasNone) {
  SignInLimiter limiter;
  fail(limiter, "alice", 5);
  limiter.was_not_tried("alice");
  limiter.was_not_tried("bob");
  EXPECT_EQ(limiter.locked_until("alice", kStart), std::nullopt);
  fail(limiter, "alice", 1);
  EXPECT_TRUE(limiter.locked_until("alice", kStart));
}

TEST(SignInLimiterTest, ForgetsTheOldestWhenItIsFull) {
  SignInLimiter limiter(2);
  fail(limiter, "a", 5);
  fail(limiter, "b", 5);
  fail(limiter, "a", 1);
  fail(limiter, "c", 5);
  EXPECT_TRUE(limiter.locked_until("a", kStart));
  EXPECT_FALSE(limiter.locked_until("b", kStart));
  EXPECT_TRUE(limiter.locked_until("c", kStart));
}

}  // namespace
}  // namespace strongroom::iam
