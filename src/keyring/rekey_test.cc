#include "keyring/rekey.h"

#include "base/sync_wait.h"
#include "keyring/fixed_seal.h"
#include "keyring/known_answers.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

/// Passes on the commits before number `stop`; that one is made or not, and nothing after it.
class StoppingStore final : public store::Store {
 public:
  StoppingStore(store::Store& inner, int stop, bool made)
      : inner_(inner), stop_(stop), made_(made) {}
  Task<Result<store::Revision>> commit(store::Transaction transaction) override {
    const int number = commits_++;
    if (number > stop_ || (number == stop_ && !made_)) {
      co_return failure(ErrorCode::Unavailable, "killed");
    }
    auto outcome = co_await inner_.commit(std::move(transaction));
    if (number == stop_) co_return failure(ErrorCode::Unavailable, "killed");
    co_return outcome;
  }
  Task<Result<std::optional<store::Entry>>> get(Bytes key) override {
    return inner_.get(std::move(key));
  }
  Task<Result<std::vector<store::Entry>>> scan(store::KeyRange range, std::size_t limit) override {
    return inner_.scan(std::move(range), limit);
  }
  void watch(store::WatchSink& sink) override { inner_.watch(sink); }
  Result<void> load_share(const store::KeyRange& range, store::Share share,
                          const Visit& visit) override {
    return inner_.load_share(range, share, visit);
  }
  Task<Result<store::Revision>> read_barrier() override { return inner_.read_barrier(); }
  Task<Result<std::vector<store::Note>>> notes() override { return inner_.notes(); }
  void release_notes(std::span<const store::Revision> revisions) override {
    inner_.release_notes(revisions);
  }
  Statistics statistics() const override { return inner_.statistics(); }

 private:
  store::Store& inner_;
  int stop_;
  bool made_;
  int commits_ = 0;
};

class RekeyTest : public testing::Test {
 protected:
  using Seals = std::array<Seal*, 1>;

  RekeyTest() : opened_(initialise(raw_, Seals{&old_}, clock_).value()) {}

  Result<void> rekey(store::Store& store, OpenedKeyring& opened, std::span<Seal* const> to) {
    SR_TRY(const std::uint32_t generation, begin_rekey(store, opened, to));
    return finish_rekey(store, opened, generation);
  }
  /// The keys are those that the store was made with.
  bool opens(Seal& seal) {
    const auto again = unseal(raw_, seal);
    return again && std::ranges::equal(again->keyring.current(KeyKind::Domain).key.reveal(),
                                       opened_.keyring.current(KeyKind::Domain).key.reveal());
  }

  store::MemoryStore raw_;
  FakeClock clock_;
  FixedSeal old_{kKnownKey};
  FixedSeal new_{kKnownPlain, SealType::Shamir};
  OpenedKeyring opened_;
};

TEST_F(RekeyTest, MovesFromOneSealToAnother) {
  ASSERT_TRUE(rekey(raw_, opened_, Seals{&new_}));
  EXPECT_TRUE(opens(new_));
  EXPECT_FALSE(opens(old_));
  const SealStatus status = seal_status(raw_).value();
  ASSERT_EQ(status.slots.size(), 1U);
  EXPECT_EQ(status.slots[0].root_generation, 2U);
  EXPECT_EQ(status.slots[0].id, 2U);
  EXPECT_FALSE(status.unfinished);
  EXPECT_EQ(opened_.root_generation, 2U);
}

TEST_F(RekeyTest, ChangesTheRootKeyUnderTheSameSeal) {
  const Bytes before = sync_wait(raw_.get(hex("006b"))).value().value().value;
  ASSERT_TRUE(rekey(raw_, opened_, Seals{&old_}));
  EXPECT_TRUE(opens(old_));
  const Bytes after = sync_wait(raw_.get(hex("006b"))).value().value().value;
  EXPECT_NE(before, after);
  EXPECT_EQ(root_generation_of(after), 2U);
  EXPECT_EQ(sync_wait(raw_.get(hex("0070"))).value().value().value, after);
}

TEST_F(RekeyTest, AddsAndRemovesSlots) {
  ASSERT_TRUE(rekey(raw_, opened_, std::array<Seal*, 2>{&old_, &new_}));
  EXPECT_TRUE(opens(old_));
  EXPECT_TRUE(opens(new_));
  ASSERT_TRUE(rekey(raw_, opened_, Seals{&old_}));
  EXPECT_TRUE(opens(old_));
  EXPECT_FALSE(opens(new_));
}

TEST_F(RekeyTest, BothRootKeysOpenTheStoreUntilItIsDone) {
  const auto generation = begin_rekey(raw_, opened_, Seals{&new_}).value();
  EXPECT_TRUE(opens(old_));
  EXPECT_TRUE(opens(new_));
  EXPECT_TRUE(seal_status(raw_).value().unfinished);
  ASSERT_TRUE(finish_rekey(raw_, opened_, generation));
  EXPECT_FALSE(opens(old_));
}

/// Wherever it stops, a start opens the store by the old seal or the new one, and doing it again
/// ends it.
TEST_F(RekeyTest, GoesOnAfterAStopAtEachWrite) {
  for (int stop = 0; stop < 2; ++stop) {
    for (const bool made : {false, true}) {
      for (Seal* const by : {static_cast<Seal*>(&old_), static_cast<Seal*>(&new_)}) {
        OpenedKeyring at_first = unseal(raw_, old_).value();
        StoppingStore stopping(raw_, stop, made);
        EXPECT_FALSE(rekey(stopping, at_first, Seals{&new_}));
        EXPECT_TRUE(opens(old_) || opens(new_)) << stop << made;
        EXPECT_EQ(opens(old_), !(stop == 1 && made));
        EXPECT_EQ(opens(new_), !(stop == 0 && !made));
        auto restarted = unseal(raw_, *by);
        if (!restarted) restarted = unseal(raw_, by == &old_ ? new_ : old_);
        ASSERT_TRUE(rekey(raw_, *restarted, Seals{&new_}));
        EXPECT_TRUE(opens(new_));
        EXPECT_FALSE(opens(old_));
        EXPECT_FALSE(seal_status(raw_).value().unfinished);
        ASSERT_TRUE(rekey(raw_, *restarted, Seals{&old_})) << "back, for the next round";
        EXPECT_TRUE(opens(old_));
      }
    }
  }
}

/// Makes a slot and then does not open it.
class BrokenSeal final : public Seal {
 public:
  SealType type() const override { return SealType::Pkcs11; }
  std::string description() const override { return "the token"; }
  Result<NewSlot> new_slot(const SlotName&) override {
    return NewSlot{.secret = crypto::LockedKey::random(), .parameters = {}};
  }
  Result<crypto::LockedKey> slot_secret(const SlotName&, ByteView) override {
    return crypto::LockedKey::random();
  }
};

TEST_F(RekeyTest, TakesANewSlotAwayThatDoesNotOpen) {
  BrokenSeal broken;
  const auto outcome = begin_rekey(raw_, opened_, std::array<Seal*, 2>{&new_, &broken});
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message(), HasSubstr("the token does not open"));
  EXPECT_TRUE(opens(old_));
  EXPECT_FALSE(opens(new_));
  EXPECT_FALSE(seal_status(raw_).value().unfinished);
}

TEST_F(RekeyTest, FinishesNothingThatHasNotBegun) {
  EXPECT_THAT(finish_rekey(raw_, opened_, 2).error().message(), HasSubstr("has begun"));
  EXPECT_TRUE(opens(old_));
}

TEST_F(RekeyTest, LeavesTheRestOfTheStoreAlone) {
  store::Transaction transaction;
  transaction.writes.push_back({.key = hex("53aa"), .value = hex("bb")});
  ASSERT_TRUE(sync_wait(raw_.commit(std::move(transaction))));
  const auto before = sync_wait(raw_.get(hex("53aa"))).value();
  ASSERT_TRUE(rekey(raw_, opened_, Seals{&new_}));
  EXPECT_EQ(sync_wait(raw_.get(hex("53aa"))).value(), before);
}

}  // namespace
}  // namespace strongroom::keyring
