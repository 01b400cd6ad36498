#include "keyring/shamir_seal.h"

#include "keyring/boot.h"
#include "keyring/known_answers.h"
#include "keyring/rekey.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

/// A store under the shares 3 of 5.
class ShamirSealTest : public testing::Test {
 protected:
  ShamirSealTest() {
    ShamirSeal made(ShamirSeal::checked(3, 5).value());
    EXPECT_TRUE(initialise(raw_, std::array<Seal*, 1>{&made}, clock_));
    for (const auto& text : made.texts()) shares_.emplace_back(text_of(text.reveal()));
    slots_ = seal_status(raw_).value().slots;
  }

  Result<ShamirSeal::Progress> offer(const std::string& text) { return seal_.offer(text, slots_); }
  void expect_refused(const std::string& text, std::string_view why) {
    const auto before = seal_.progress().have;
    const auto outcome = offer(text);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidInput);
    EXPECT_THAT(outcome.error().message(), HasSubstr(why));
    EXPECT_EQ(seal_.progress().have, before);
  }
  std::string altered(std::size_t index, auto change) const {
    Share share = share_of(shares_.at(index)).value();
    change(share);
    return std::string(text_of(text_of_share(share).reveal()));
  }

  store::MemoryStore raw_;
  FakeClock clock_;
  std::vector<std::string> shares_;
  std::vector<SealSlot> slots_;
  ShamirSeal seal_;
};

TEST_F(ShamirSealTest, OpensWithAnyThreshold) {
  ASSERT_EQ(shares_.size(), 5U);
  for (const auto& chosen : {std::array{0, 1, 2}, std::array{4, 2, 0}, std::array{1, 3, 4}}) {
    ShamirSeal seal;
    for (const int i : chosen) ASSERT_TRUE(seal.offer(shares_.at(std::size_t(i)), slots_));
    EXPECT_TRUE(seal.progress().complete());
    EXPECT_TRUE(unseal(raw_, seal));
  }
}

TEST_F(ShamirSealTest, TellsHowFarItIs) {
  EXPECT_EQ(seal_.progress().need, 0U);
  for (unsigned i = 0; i < 3; ++i) {
    const auto progress = offer(shares_.at(i)).value();
    EXPECT_EQ(progress.have, i + 1);
    EXPECT_EQ(progress.need, 3U);
    EXPECT_EQ(progress.complete(), i == 2);
    EXPECT_EQ(unseal(raw_, seal_).has_value(), i == 2);
  }
  seal_.forget();
  EXPECT_EQ(seal_.progress().have, 0U);
  EXPECT_THAT(unseal(raw_, seal_).error().message(), HasSubstr("0 of 3 shares are there"));
}

TEST_F(ShamirSealTest, TellsAWrongShareFromTheOthers) {
  ASSERT_TRUE(offer(shares_[0]));
  expect_refused(shares_[0], "share 1 is there already");
  expect_refused(altered(1, [](Share& share) { share.value.writable()[5] ^= std::byte{1}; }),
                 "the share was altered: it is not number 2");
  expect_refused(altered(1, [](Share& share) { share.number = 3; }), "altered");
  expect_refused(altered(1, [](Share& share) { share.threshold = 2; }), "altered");
  expect_refused(altered(1,
                         [](Share& share) {
                           share.count = 250;
                           share.number = 250;
                         }),
                 "altered");
  expect_refused(altered(1, [](Share& share) { share.set ^= 1; }), "of an older set");
  expect_refused(altered(1, [](Share& share) { share.deployment[0] ^= std::byte{1}; }),
                 "of another installation");
  expect_refused("passphrase", "that is no share");
  ASSERT_TRUE(offer(shares_[3]));
  ASSERT_TRUE(offer(shares_[4]));
  EXPECT_TRUE(unseal(raw_, seal_)) << "the wrong ones did no harm";
}

TEST_F(ShamirSealTest, CountsTwoSetsApartWhileTheRootKeyIsChanged) {
  OpenedKeyring opened = [&] {
    ShamirSeal seal;
    for (const auto i : {0U, 1U, 2U}) EXPECT_TRUE(seal.offer(shares_.at(i), slots_));
    return unseal(raw_, seal).value();
  }();
  ShamirSeal next(ShamirSeal::checked(2, 2).value());
  const auto generation = begin_rekey(raw_, opened, std::array<Seal*, 1>{&next}).value();
  slots_ = seal_status(raw_).value().slots;
  ASSERT_EQ(slots_.size(), 2U);
  const auto new_texts = next.texts();
  const std::string new_share(text_of(new_texts[0].reveal()));
  ASSERT_TRUE(offer(shares_[0]));
  ASSERT_TRUE(offer(shares_[1]));
  EXPECT_EQ(offer(new_share)->have, 1U);
  EXPECT_FALSE(unseal(raw_, seal_));
  ASSERT_TRUE(offer(shares_[2]));
  EXPECT_TRUE(unseal(raw_, seal_));

  ASSERT_TRUE(finish_rekey(raw_, opened, generation));
  slots_ = seal_status(raw_).value().slots;
  seal_.forget();
  expect_refused(shares_[0], "of an older set");
}

TEST_F(ShamirSealTest, RefusesNumbersThatMakeNoSense) {
  for (const auto& [threshold, count] :
       {std::pair(1U, 5U), std::pair(6U, 5U), std::pair(0U, 0U), std::pair(2U, 256U)}) {
    EXPECT_FALSE(ShamirSeal::checked(threshold, count)) << threshold << " of " << count;
  }
  EXPECT_FALSE(seal_.new_slot({})) << "how many?";
}

TEST_F(ShamirSealTest, ReadsTheParametersItWroteAndNothingElse) {
  const Bytes stored = slots_.front().parameters;
  const auto set = share_set_of(stored);
  ASSERT_TRUE(set);
  EXPECT_EQ(parameters_of(*set), stored);
  for (std::size_t size = 0; size < stored.size(); ++size) {
    EXPECT_FALSE(share_set_of(ByteView(stored).first(size)));
  }
  Bytes longer = stored;
  longer.push_back({});
  EXPECT_FALSE(share_set_of(longer));
}

}  // namespace
}  // namespace strongroom::keyring
