#include "app/unsealing.h"

#include "keyring/boot.h"
#include "keyring/rekey.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace strongroom::app {
namespace {

using keyring::ShamirSeal;
using testing::HasSubstr;

class UnsealingTest : public testing::Test {
 protected:
  Result<ShamirSeal::Progress> offer(std::size_t number) {
    return unsealing_.offer(shares_.at(number), clock_.now());
  }
  Result<ShamirSeal::Progress> offer_nonsense() { return unsealing_.offer("x", clock_.now()); }

  store::MemoryStore raw_;
  FakeClock clock_;
  std::vector<std::string> shares_;
  Unsealing unsealing_{[this] {
    ShamirSeal made(ShamirSeal::checked(2, 3).value());
    EXPECT_TRUE(keyring::initialise(raw_, std::array<keyring::Seal*, 1>{&made}, clock_));
    for (const auto& text : made.texts()) shares_.emplace_back(text_of(text.reveal()));
    return keyring::seal_status(raw_).value();
  }()};
};

TEST_F(UnsealingTest, GathersSharesUntilTheyAreEnough) {
  EXPECT_FALSE(offer(2).value().complete());
  EXPECT_EQ(unsealing_.progress().have, 1U);
  EXPECT_TRUE(offer(0).value().complete());
  ShamirSeal seal = unsealing_.take_shares();
  EXPECT_TRUE(keyring::unseal(raw_, seal));
  EXPECT_EQ(unsealing_.progress().have, 0U);
}

TEST_F(UnsealingTest, DropsSharesThatWaitTooLong) {
  ASSERT_TRUE(offer(0));
  clock_.advance(std::chrono::minutes(9));
  unsealing_.drop_old_shares(clock_.now());
  EXPECT_EQ(unsealing_.progress().have, 1U);
  clock_.advance(std::chrono::minutes(1));
  unsealing_.drop_old_shares(clock_.now());
  EXPECT_EQ(unsealing_.progress().have, 0U);
}

TEST_F(UnsealingTest, TakesNothingForAMinuteAfterFiveWrongAnswersInARow) {
  for (int i = 0; i < 4; ++i)
    EXPECT_THAT(offer_nonsense().error().message(), HasSubstr("no share"));
  ASSERT_TRUE(offer(0)) << "a right one in between counts anew";
  for (int i = 0; i < 5; ++i)
    EXPECT_THAT(offer_nonsense().error().message(), HasSubstr("no share"));
  clock_.advance(std::chrono::seconds(20));
  EXPECT_THAT(offer(1).error().message(), HasSubstr("come again in 40 seconds"));
  EXPECT_EQ(unsealing_.progress().have, 1U) << "what was there is kept";
  clock_.advance(std::chrono::seconds(40));
  EXPECT_THAT(offer_nonsense().error().message(), HasSubstr("no share"));
  EXPECT_TRUE(offer(1).value().complete());
}

}  // namespace
}  // namespace strongroom::app
