#include "secrets/recent_reads.h"

#include "secrets/testing/secret_builder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace strongroom::secrets {
namespace {

using testing::a_secret;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Principal = SecretUse::Principal;

TEST(RecentReadsTest, GivesEachReadOnce) {
  RecentReads reads;
  const Secret secret = a_secret("a").build();
  reads.note(secret, "ann", 100);
  reads.note(secret, "ann", 100);
  reads.note(secret, "bob", 101);
  const auto taken = reads.take();
  ASSERT_THAT(taken, SizeIs(1));
  EXPECT_EQ(taken.begin()->first, secret.key);
  EXPECT_THAT(taken.begin()->second.principals(),
              ElementsAre(Principal{"ann", {{100, 2}}}, Principal{"bob", {{101, 1}}}));
  EXPECT_THAT(reads.take(), IsEmpty());
}

TEST(RecentReadsTest, LosesNoReadOfManyThreads) {
  RecentReads reads;
  const Secret secret = a_secret("a").build();
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 1000; ++n) reads.note(secret, "ann", 100);
      });
    }
  }
  EXPECT_THAT(reads.take().at(secret.key).principals(),
              ElementsAre(Principal{"ann", {{100, 4000}}}));
}

TEST(RecentReadsTest, AddsWhatComesBackToWhatCameMeanwhile) {
  RecentReads reads;
  const Secret secret = a_secret("a").build();
  reads.note(secret, "ann", 100);
  const auto taken = reads.take();
  reads.note(secret, "ann", 100);
  reads.put_back(secret.key, taken.at(secret.key));
  EXPECT_THAT(reads.take().at(secret.key).principals(), ElementsAre(Principal{"ann", {{100, 2}}}));
}

TEST(RecentReadsTest, TellsWhatItHadNoRoomToCount) {
  RecentReads reads;
  Secret secret = a_secret("a").build();
  std::size_t noted = 0;
  while (noted <= RecentReads::kMostWaiting && reads.take_uncounted() == 0) {
    for (int i = 0; i < 100; ++i) reads.note(secret, fmt::format("principal {}", i), 100);
    noted += 100;
    secret.key[30] = std::byte(noted / 100);
    secret.key[31] = std::byte(noted / 25'600);
  }
  EXPECT_LE(noted, RecentReads::kMostWaiting);
  (void)reads.take();
  reads.note(secret, "ann", 100);
  EXPECT_EQ(reads.take_uncounted(), 0u);
}

}  // namespace
}  // namespace strongroom::secrets
