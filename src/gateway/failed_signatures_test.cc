#include "gateway/failed_signatures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace strongroom::gateway {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr std::string_view kHere = "192.0.2.1";
constexpr std::string_view kThere = "192.0.2.2";
constexpr std::string_view kKey = "AKIAIOSFODNN7EXAMPLE";

class FailedSignaturesTest : public ::testing::Test {
 protected:
  /// As many tries, all wrong; how many of them were looked at.
  int looked_at(int tries, std::string_view address = kHere, std::string_view key = kKey) {
    int looked = 0;
    for (int i = 0; i < tries; ++i) {
      if (failures_.must_wait(address, key, clock_.now())) continue;
      ++looked;
      failures_.failed(address, key, clock_.now());
    }
    return looked;
  }
  bool must_wait(std::string_view address = kHere, std::string_view key = kKey) {
    return failures_.must_wait(address, key, clock_.now());
  }

  FakeClock clock_;
  metrics::Registry metrics_;
  FailedSignatures failures_{metrics_, 16};
};

TEST_F(FailedSignaturesTest, LooksAtAHundredAndThenAtTenASecond) {
  EXPECT_EQ(looked_at(5000), 100);
  clock_.advance(1s);
  EXPECT_EQ(looked_at(5000), 10);
  clock_.advance(99ms);
  EXPECT_TRUE(must_wait());
  clock_.advance(1ms);
  EXPECT_FALSE(must_wait());
}

TEST_F(FailedSignaturesTest, ForgetsAfterTenSeconds) {
  looked_at(5000);
  clock_.advance(10s);
  EXPECT_EQ(looked_at(5000), 100);
}

TEST_F(FailedSignaturesTest, LocksOutNeitherTheKeyElsewhereNorOtherKeysHere) {
  looked_at(5000);
  EXPECT_TRUE(must_wait());
  EXPECT_FALSE(must_wait(kThere));
  EXPECT_FALSE(must_wait(kHere, "AKIAI44QH8DHBEXAMPLE"));
  EXPECT_FALSE(must_wait(kHere, FailedSignatures::kUnknownKeys));
}

TEST_F(FailedSignaturesTest, TakesANetworkOfIpv6ForOneAddress) {
  looked_at(5000, "2001:db8:0:1::1");
  EXPECT_TRUE(must_wait("2001:db8:0:1:ffff::2"));
  EXPECT_FALSE(must_wait("2001:db8:0:2::1"));
  looked_at(5000, "::ffff:192.0.2.9");
  EXPECT_TRUE(must_wait("192.0.2.9"));
  EXPECT_FALSE(must_wait("::ffff:192.0.2.8"));
}

TEST_F(FailedSignaturesTest, DoesNotWaitForAClockThatWasSetBack) {
  looked_at(5000);
  clock_.set(clock_.now() - 24h);
  EXPECT_FALSE(must_wait());
  EXPECT_EQ(looked_at(5000), 1);  // what was known before counts as it was
  clock_.advance(10s);
  EXPECT_FALSE(must_wait());
}

TEST_F(FailedSignaturesTest, RemembersSoManyAtMost) {
  looked_at(5000);
  for (int i = 0; i < 16; ++i) looked_at(1, "198.51.100." + std::to_string(i));
  EXPECT_FALSE(must_wait());
}

TEST_F(FailedSignaturesTest, CountsBoth) {
  looked_at(103);
  EXPECT_THAT(metrics_.text(),
              HasSubstr(R"(strongroom_failed_signatures_total{outcome="refused"} 100)"));
  EXPECT_THAT(metrics_.text(),
              HasSubstr(R"(strongroom_failed_signatures_total{outcome="throttled"} 3)"));
}

}  // namespace
}  // namespace strongroom::gateway
