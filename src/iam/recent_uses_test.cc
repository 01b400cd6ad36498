#include "iam/recent_uses.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

namespace strongroom::iam {
namespace {

using namespace std::chrono_literals;
using Of = RecentUses::Of;

constexpr Timestamp kNow{1'700'000'000s};

void note(RecentUses& uses, std::string_view id, Timestamp at) {
  uses.note(Of::AccessKey, id, "iam", "eu-west-1", at);
}

TEST(RecentUses, KeepsAUseUntilItIsTaken) {
  RecentUses uses;
  uses.note(Of::Role, "AROA1", "sts", "eu-west-1", kNow);
  const auto taken = uses.take();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].of, Of::Role);
  EXPECT_EQ(taken[0].id, "AROA1");
  EXPECT_EQ(taken[0].at, kNow);
  EXPECT_EQ(taken[0].service, "sts");
  EXPECT_EQ(taken[0].region, "eu-west-1");
  EXPECT_TRUE(uses.take().empty());
}

TEST(RecentUses, NotesTheSameKeyAgainOnlyAfterFiveMinutes) {
  RecentUses uses;
  note(uses, "AKIA1", kNow);
  EXPECT_EQ(uses.take().size(), 1U);
  note(uses, "AKIA1", kNow + 5min - 1ms);
  EXPECT_TRUE(uses.take().empty());
  note(uses, "AKIA1", kNow + 5min);
  EXPECT_EQ(uses.take().size(), 1U);
}

TEST(RecentUses, NotesEveryKey) {
  RecentUses uses;
  for (int i = 0; i < 1000; ++i) note(uses, "AKIA" + std::to_string(i), kNow);
  EXPECT_EQ(uses.take().size(), 1000U);
}

TEST(RecentUses, NotesAgainWhenTheClockWentBack) {
  RecentUses uses;
  note(uses, "AKIA1", kNow);
  uses.take();
  note(uses, "AKIA1", kNow - 1h);
  EXPECT_EQ(uses.take().size(), 1U);
}

TEST(RecentUses, AreSeenFromEveryThread) {
  RecentUses uses;
  std::jthread([&] { note(uses, "AKIA1", kNow); }).join();
  note(uses, "AKIA1", kNow + 1s);
  const auto taken = uses.take();
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].at, kNow + 1s);
}

TEST(RecentUses, AnotherObjectKnowsNothingOfThem) {
  RecentUses one;
  note(one, "AKIA1", kNow);
  RecentUses other;
  note(other, "AKIA1", kNow);
  EXPECT_EQ(other.take().size(), 1U);
}

TEST(RecentUses, OneThatIsPutBackGivesWayToALaterOne) {
  RecentUses uses;
  note(uses, "AKIA1", kNow);
  auto taken = uses.take();
  uses.put_back(taken[0]);
  EXPECT_EQ(uses.take().size(), 1U);
  note(uses, "AKIA1", kNow + 6min);
  uses.put_back(taken[0]);
  const auto later = uses.take();
  ASSERT_EQ(later.size(), 1U);
  EXPECT_EQ(later[0].at, kNow + 6min);
}

}  // namespace
}  // namespace strongroom::iam
