#include "kms/recent_key_uses.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace strongroom::kms {
namespace {

constexpr std::string_view kArn = "arn:aws:kms:eu-west-1:111122223333:key/k";

RecentKeyUses::Use use_at(std::int64_t milliseconds, std::string_view operation = "Encrypt") {
  return {.key_arn = kArn,
          .operation = operation,
          .at = timestamp_of(milliseconds),
          .event_id = "event",
          .request_id = "request"};
}

TEST(RecentKeyUsesTest, SaysTheLastOfEachKey) {
  RecentKeyUses uses;
  EXPECT_EQ(uses.of(kArn), std::nullopt);
  uses.note(use_at(1000));
  uses.note(use_at(3000, "Decrypt"));
  uses.note(use_at(2000));
  const LastUse last{.operation = "Decrypt",
                     .at = timestamp_of(3000),
                     .event_id = "event",
                     .request_id = "request"};
  EXPECT_EQ(uses.of(kArn), last);
  EXPECT_EQ(uses.of("arn:aws:kms:eu-west-1:111122223333:key/other"), std::nullopt);
}

TEST(RecentKeyUsesTest, IgnoresOperationsThatDoNotCount) {
  RecentKeyUses uses;
  for (const char* operation : {"DescribeKey", "GetPublicKey", "GenerateRandom", "encrypt", ""}) {
    uses.note(use_at(1000, operation));
    EXPECT_EQ(uses.of(kArn), std::nullopt) << operation;
  }
  for (const std::string_view operation : kTrackedOperations) {
    uses.note(use_at(1000, operation));
    EXPECT_EQ(uses.of(kArn)->operation, operation);
  }
}

TEST(RecentKeyUsesTest, ForgetsWhatWasWrittenAndKeepsWhatCameMeanwhile) {
  RecentKeyUses uses;
  uses.note(use_at(1000));
  const auto waiting = uses.waiting();
  ASSERT_THAT(waiting, testing::SizeIs(1));
  uses.note(use_at(2000));
  uses.written(kArn, waiting.at(std::string(kArn)));
  EXPECT_EQ(uses.of(kArn)->at, timestamp_of(2000));
  uses.written(kArn, *uses.of(kArn));
  EXPECT_EQ(uses.of(kArn), std::nullopt);
  EXPECT_THAT(uses.waiting(), testing::IsEmpty());
}

TEST(RecentKeyUsesTest, KnowTheLatestOfManyThreads) {
  RecentKeyUses uses;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        for (int n = 0; n < 1000; ++n) uses.note(use_at(4 * n + thread));
      });
    }
  }
  EXPECT_EQ(uses.of(kArn)->at, timestamp_of(3999));
  EXPECT_EQ(uses.waiting().at(std::string(kArn)).at, timestamp_of(3999));
}

}  // namespace
}  // namespace strongroom::kms
