#include "keyring/boot.h"

#include "base/sync_wait.h"
#include "crypto/locked_memory.h"
#include "keyring/fixed_seal.h"
#include "keyring/known_answers.h"
#include "keyring/seal_slot.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

using testing::HasSubstr;

const Bytes kMarkerKey = hex("006d");
const Bytes kSlotKey = hex("007300000001");
const Bytes kCurrentKey = hex("006b");
const Bytes kPreviousKey = hex("0070");

class BootTest : public testing::Test {
 protected:
  Result<OpenedKeyring> initialise_here() {
    return initialise(raw_, std::array<Seal*, 1>{&seal_}, clock_);
  }

  Bytes read(const Bytes& key) { return sync_wait(raw_.get(key)).value().value().value; }
  void write(const Bytes& key, std::optional<Bytes> value) {
    store::Transaction transaction;
    transaction.writes.push_back({.key = key, .value = std::move(value)});
    ASSERT_TRUE(sync_wait(raw_.commit(std::move(transaction))));
  }
  void damage(const Bytes& key) {
    Bytes value = read(key);
    value[value.size() - 3] ^= std::byte{1};
    write(key, value);
  }
  void expect_refused(Seal& seal, std::string_view why) {
    const auto before = everything();
    const auto outcome = unseal(raw_, seal);
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidSetting);
    EXPECT_THAT(outcome.error().message(), HasSubstr(why));
    EXPECT_EQ(everything(), before) << "something was touched";
  }
  std::vector<std::pair<Bytes, Bytes>> everything() {
    std::vector<std::pair<Bytes, Bytes>> records;
    EXPECT_TRUE(raw_.load({}, [&](const store::Entry& entry) -> Result<void> {
      records.emplace_back(entry.key, entry.value);
      return {};
    }));
    return records;
  }

  store::MemoryStore raw_;
  FixedSeal seal_{kKnownKey};
  FakeClock clock_;
};

TEST_F(BootTest, OpensTheKeyringThatItMade) {
  EXPECT_FALSE(is_initialised(raw_).value());
  const auto made = initialise_here();
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_TRUE(is_initialised(raw_).value());
  const auto opened = unseal(raw_, seal_);
  ASSERT_TRUE(opened) << opened.error().message();
  EXPECT_EQ(opened->deployment, made->deployment);
  EXPECT_EQ(copy_of(opened->keyring.current(KeyKind::Domain).key.reveal()),
            copy_of(made->keyring.current(KeyKind::Domain).key.reveal()));
}

TEST_F(BootTest, OpensByEachOfSeveralSeals) {
  FixedSeal other(kKnownPlain, SealType::Shamir);
  ASSERT_TRUE(initialise(raw_, std::array<Seal*, 2>{&seal_, &other}, clock_));
  EXPECT_TRUE(unseal(raw_, seal_));
  EXPECT_TRUE(unseal(raw_, other));
}

TEST_F(BootTest, KeepsNoKeyInTheClear) {
  const auto made = initialise_here();
  ASSERT_TRUE(made);
  for (const auto& [name, value] : everything()) {
    for (const KeyringKey& key : made->keyring.keys()) {
      EXPECT_TRUE(std::ranges::search(value, key.key.reveal()).empty());
    }
  }
}

TEST_F(BootTest, RefusesToInitialiseTwice) {
  ASSERT_TRUE(initialise_here());
  const auto before = everything();
  const auto outcome = initialise_here();
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidSetting);
  EXPECT_EQ(everything(), before);
}

TEST_F(BootTest, RefusesToInitialiseAStoreWithRecordsButNoMarker) {
  write(hex("53aa"), hex("00"));
  EXPECT_EQ(initialise_here().error().code(), ErrorCode::InvalidSetting);
}

/// Somebody else writes the marker between the look and the commit.
class RacedStore final : public store::Store {
 public:
  explicit RacedStore(store::Store& inner) : inner_(inner) {}
  Task<Result<store::Revision>> commit(store::Transaction transaction) override {
    store::Transaction rival;
    rival.writes.push_back({.key = kMarkerKey, .value = hex("00")});
    SR_CO_TRY([[maybe_unused]] const auto revision, co_await inner_.commit(std::move(rival)));
    co_return co_await inner_.commit(std::move(transaction));
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
};

TEST_F(BootTest, LetsOnlyOneOfTwoRacingInitialisationsWin) {
  RacedStore raced(raw_);
  const auto outcome = initialise(raced, std::array<Seal*, 1>{&seal_}, clock_);
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message(), HasSubstr("by another process"));
  EXPECT_EQ(everything().size(), 1U) << "the rival's record alone";
}

TEST_F(BootTest, SaysThatAStoreIsNotInitialised) { expect_refused(seal_, "not initialised"); }

TEST_F(BootTest, RefusesAWrongKeyInOneSentence) {
  ASSERT_TRUE(initialise_here());
  FixedSeal wrong(kKnownRootKey);
  expect_refused(wrong,
                 "the key file test.key does not open this store: it is the key of another one");
}

TEST_F(BootTest, RefusesASealThatTheStoreHasNoSlotFor) {
  ASSERT_TRUE(initialise_here());
  FixedSeal passphrase(kKnownKey, SealType::Passphrase);
  expect_refused(passphrase, "has no seal slot");
}

TEST_F(BootTest, RefusesADamagedSlot) {
  ASSERT_TRUE(initialise_here());
  damage(kSlotKey);
  expect_refused(seal_, "damaged");
}

TEST_F(BootTest, RefusesASlotOfAnotherInstallation) {
  ASSERT_TRUE(initialise_here());
  SealSlot slot = seal_slot_of(text_of(read(kSlotKey))).value();
  slot.deployment[0] ^= std::byte{1};
  write(kSlotKey, copy_of(bytes_of(json_of(slot))));
  expect_refused(seal_, "is of another installation");
}

TEST_F(BootTest, RefusesASlotOfAnotherGenerationThanTheKeyrings) {
  const auto made = initialise_here();
  ASSERT_TRUE(made);
  const SealSlot slot = seal_root_key({.deployment = made->deployment,
                                       .root_generation = 2,
                                       .id = 1,
                                       .type = SealType::KeyFile,
                                       .parameters = {}},
                                      kKnownKey, kKnownRootKey);
  write(kSlotKey, copy_of(bytes_of(json_of(slot))));
  expect_refused(seal_, "restore both from the same backup");
}

TEST_F(BootTest, UsesThePreviousCopyOfADamagedKeyring) {
  ASSERT_TRUE(initialise_here());
  damage(kCurrentKey);
  EXPECT_TRUE(unseal(raw_, seal_));
  write(kCurrentKey, std::nullopt);
  EXPECT_TRUE(unseal(raw_, seal_));
}

TEST_F(BootTest, RefusesWhenBothCopiesOfTheKeyringAreDamaged) {
  ASSERT_TRUE(initialise_here());
  damage(kCurrentKey);
  damage(kPreviousKey);
  expect_refused(seal_, "both copies of the keyring are damaged");
}

TEST_F(BootTest, RefusesAMarkerOfAnotherFormatOrNone) {
  ASSERT_TRUE(initialise_here());
  write(kMarkerKey, copy_of(bytes_of(R"({"format":2,"deployment":"00"})")));
  expect_refused(seal_, "the store has format 2, this program reads format 1");
  write(kMarkerKey, copy_of(bytes_of("?")));
  expect_refused(seal_, "format marker is damaged");
}

}  // namespace
}  // namespace strongroom::keyring
