#include "keyring/sealed_store.h"

#include "base/sync_wait.h"
#include "keyring/boot.h"
#include "keyring/key_space.h"
#include "keyring/known_answers.h"
#include "store/memory/memory_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strongroom::keyring {
namespace {

class RecordingSink final : public store::WatchSink {
 public:
  void committed(const store::Commit& commit) override { commits.push_back(commit); }
  std::vector<store::Commit> commits;
};

class SealedStoreTest : public testing::Test {
 protected:
  static Bytes key(std::string_view suffix) {
    Bytes key = hex("53");
    append(key, bytes_of(suffix));
    return key;
  }
  static Bytes value(std::string_view text) { return copy_of(bytes_of(text)); }

  static Result<store::Revision> put(store::Store& store, Bytes at, Bytes content,
                                     std::optional<Bytes> note = std::nullopt) {
    store::Transaction transaction;
    transaction.writes.push_back({.key = std::move(at), .value = std::move(content)});
    transaction.note = std::move(note);
    return sync_wait(store.commit(std::move(transaction)));
  }
  Result<std::optional<store::Entry>> get(Bytes at) {
    return sync_wait(sealed_.get(std::move(at)));
  }
  Bytes raw_value(Bytes at) { return sync_wait(raw_.get(std::move(at))).value().value().value; }

  const Keyring keyring_ = Keyring::create(timestamp_of(0));
  store::MemoryStore raw_;
  SealedStore sealed_{raw_, keyring_};
};

TEST_F(SealedStoreTest, GivesBackWhatWasCommitted) {
  const auto revision = put(sealed_, key("a"), value("content"));
  ASSERT_TRUE(revision);
  const auto entry = get(key("a")).value();
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->value, value("content"));
  EXPECT_EQ(entry->revision, *revision);
  EXPECT_FALSE(get(key("b")).value()) << "absence is a value";
}

TEST_F(SealedStoreTest, ShowsTheRawStoreNothingOfValuesAndNotes) {
  ASSERT_TRUE(put(sealed_, key("a"), value("canary-in-value"), value("canary-in-note")));
  const Bytes canary = value("canary");
  const Bytes record = raw_value(key("a"));
  EXPECT_TRUE(std::ranges::search(record, canary).empty());
  const auto notes = sync_wait(raw_.notes()).value();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_TRUE(std::ranges::search(notes[0].content, canary).empty());
}

TEST_F(SealedStoreTest, SealsTheSameContentInAnotherWayEachTime) {
  store::Transaction transaction;
  for (const char c : {'a', 'b', 'c', 'd'}) {
    transaction.writes.push_back({.key = key({&c, 1}), .value = value("same")});
  }
  ASSERT_TRUE(sync_wait(sealed_.commit(std::move(transaction))));
  std::set<Bytes> nonces;
  for (const char c : {'a', 'b', 'c', 'd'}) {
    const Bytes record = raw_value(key({&c, 1}));
    EXPECT_TRUE(nonces.insert(copy_of(ByteView(record).subspan(6, 28))).second);
  }
}

TEST_F(SealedStoreTest, RefusesARecordThatWasMovedToAnotherKey) {
  ASSERT_TRUE(put(sealed_, key("a"), value("one")));
  ASSERT_TRUE(put(sealed_, key("b"), value("two")));
  const Bytes one = raw_value(key("a"));
  const Bytes two = raw_value(key("b"));
  ASSERT_TRUE(put(raw_, key("a"), two));
  ASSERT_TRUE(put(raw_, key("b"), one));
  EXPECT_EQ(get(key("a")).error().code(), ErrorCode::InvalidCiphertext);
  EXPECT_EQ(get(key("b")).error().code(), ErrorCode::InvalidCiphertext);
  EXPECT_EQ(sync_wait(sealed_.scan({}, 10)).error().code(), ErrorCode::InvalidCiphertext);
}

TEST_F(SealedStoreTest, RefusesANoteInPlaceOfARecord) {
  ASSERT_TRUE(put(sealed_, key("a"), value("one"), value("note")));
  ASSERT_TRUE(put(raw_, key("a"), sync_wait(raw_.notes()).value().at(0).content));
  EXPECT_EQ(get(key("a")).error().code(), ErrorCode::InvalidCiphertext);
}

TEST_F(SealedStoreTest, RefusesDamagedAndForeignRecords) {
  ASSERT_TRUE(put(raw_, key("a"), value("never sealed, but longer than the overhead of a record")));
  ASSERT_TRUE(put(raw_, key("b"), value("short")));
  ASSERT_TRUE(put(raw_, key("c"), {}));
  for (const auto* name : {"a", "b", "c"}) {
    EXPECT_EQ(get(key(name)).error().code(), ErrorCode::InvalidCiphertext);
  }
}

TEST_F(SealedStoreTest, StopsLoadingAtARecordThatDoesNotOpen) {
  ASSERT_TRUE(put(sealed_, key("a"), value("one")));
  ASSERT_TRUE(put(raw_, key("b"), value("x")));
  ASSERT_TRUE(put(sealed_, key("c"), value("three")));
  std::vector<Bytes> seen;
  const auto outcome = sealed_.load({}, [&](const store::Entry& entry) -> Result<void> {
    seen.push_back(entry.value);
    return {};
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidCiphertext);
  EXPECT_EQ(seen, (std::vector<Bytes>{value("one")}));
}

TEST_F(SealedStoreTest, LoadsAndScansOpenedRecords) {
  const auto first = put(sealed_, key("a"), value("one"));
  const auto second = put(sealed_, key("b"), value("two"));
  const auto scanned = sync_wait(sealed_.scan(store::range_of_prefix(hex("53")), 10)).value();
  ASSERT_EQ(scanned.size(), 2U);
  EXPECT_EQ(scanned[0].value, value("one"));
  EXPECT_EQ(scanned[1].key, key("b"));
  std::vector<std::pair<Bytes, store::Revision>> loaded;
  ASSERT_TRUE(sealed_.load({}, [&](const store::Entry& entry) -> Result<void> {
    loaded.emplace_back(entry.value, entry.revision);
    return {};
  }));
  EXPECT_EQ(loaded,
            (std::vector{std::pair(value("one"), *first), std::pair(value("two"), *second)}));
}

TEST_F(SealedStoreTest, PassesOnTheErrorOfTheVisitor) {
  ASSERT_TRUE(put(sealed_, key("a"), value("one")));
  const auto outcome = sealed_.load(
      {}, [](const store::Entry&) -> Result<void> { return failure(ErrorCode::Internal, "mine"); });
  EXPECT_EQ(outcome.error().message(), "mine");
}

TEST_F(SealedStoreTest, ShowsOpenedCommitsToWatches) {
  RecordingSink sink;
  sealed_.watch(sink);
  const auto first = put(sealed_, key("a"), value("one"));
  store::Transaction erase;
  erase.writes.push_back({.key = key("a"), .value = std::nullopt});
  ASSERT_TRUE(sync_wait(sealed_.commit(std::move(erase))));
  ASSERT_EQ(sink.commits.size(), 2U);
  EXPECT_EQ(sink.commits[0].revision, *first);
  EXPECT_EQ(sink.commits[0].writes[0].value, value("one"));
  EXPECT_EQ(sink.commits[1].writes[0].key, key("a"));
  EXPECT_FALSE(sink.commits[1].writes[0].value);
}

TEST_F(SealedStoreTest, ShowsAllWatchesWhatOthersCommitted) {
  ASSERT_TRUE(put(sealed_, key("a"), value("one")));
  const Bytes as_stored = sync_wait(raw_.get(key("a"))).value()->value;
  RecordingSink first;
  RecordingSink second;
  sealed_.watch(first);
  sealed_.watch(second);
  ASSERT_TRUE(put(raw_, key("a"), as_stored));  // as another process of the same keyring would
  ASSERT_TRUE(put(sealed_, key("b"), value("two")));
  for (const RecordingSink* sink : {&first, &second}) {
    ASSERT_EQ(sink->commits.size(), 2U);
    EXPECT_EQ(sink->commits[0].writes[0].value, value("one"));
    EXPECT_EQ(sink->commits[1].writes[0].value, value("two"));
  }
}

TEST_F(SealedStoreTest, KeepsExpectationsAndConflicts) {
  const auto first = put(sealed_, key("a"), value("one"));
  store::Transaction stale;
  stale.expects.push_back({.key = key("a"), .revision = *first + 1});
  stale.writes.push_back({.key = key("a"), .value = value("two")});
  EXPECT_EQ(sync_wait(sealed_.commit(std::move(stale))).error().code(), ErrorCode::Conflict);
  EXPECT_EQ(get(key("a")).value()->value, value("one"));
}

TEST_F(SealedStoreTest, GivesBackNotesUntilTheyAreReleased) {
  const auto revision = put(sealed_, key("a"), value("one"), value("note"));
  const auto notes = sync_wait(sealed_.notes()).value();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].content, value("note"));
  EXPECT_EQ(notes[0].revision, *revision);
  sealed_.release_notes(std::vector{*revision});
  EXPECT_TRUE(sync_wait(sealed_.notes()).value().empty());
}

TEST_F(SealedStoreTest, HidesTheBootTable) {
  ASSERT_TRUE(put(raw_, hex("006d"), value("readable")));
  ASSERT_TRUE(put(sealed_, key("a"), value("one")));
  EXPECT_EQ(sync_wait(sealed_.scan({}, 10)).value().size(), 1U);
  EXPECT_TRUE(sync_wait(sealed_.scan(store::range_of_prefix(hex("00")), 10)).value().empty());
  EXPECT_EQ(put(sealed_, hex("006d"), value("x")).error().code(), ErrorCode::Internal);
  RecordingSink sink;
  sealed_.watch(sink);
  ASSERT_TRUE(put(raw_, hex("006d"), value("readable")));
  ASSERT_EQ(sink.commits.size(), 1U);
  EXPECT_TRUE(sink.commits[0].writes.empty());
}

TEST_F(SealedStoreTest, CanNotBeReadWithAnotherKeyring) {
  ASSERT_TRUE(put(sealed_, key("a"), value("one")));
  const Keyring other = Keyring::create(timestamp_of(0));
  SealedStore foreign(raw_, other);
  EXPECT_EQ(sync_wait(foreign.get(key("a"))).error().code(), ErrorCode::InvalidCiphertext);
}

using SealedStoreDeathTest = SealedStoreTest;

TEST_F(SealedStoreDeathTest, EndsTheProcessWhenAWatchMeetsARecordThatDoesNotOpen) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  RecordingSink sink;
  sealed_.watch(sink);
  EXPECT_DEATH(static_cast<void>(put(raw_, key("a"), value("forged"))), "does not open");
}

}  // namespace
}  // namespace strongroom::keyring
