#pragma once

#include "base/sync_wait.h"
#include "store/store.h"
#include "store/testing/transactions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::store::testing {

/// One engine, for the tests of the contract that every engine keeps (store/store.h). To be
/// included by one file of a test program:
///
///     INSTANTIATE_TEST_SUITE_P(Memory, StoreContractTest, ::testing::Values(memory_engine()));
struct Engine {
  std::string name;
  /// An empty store.
  std::function<std::unique_ptr<Store>()> create;
  /// The store again, after it was destroyed, with what it held; null when it is gone.
  std::function<std::unique_ptr<Store>()> reopen = nullptr;
};

class StoreContractTest : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override { store_ = GetParam().create(); }

  bool reopen() {
    if (!GetParam().reopen) return false;
    store_.reset();
    store_ = GetParam().reopen();
    return true;
  }

  Result<Revision> commit(std::vector<Write> writes, std::vector<Expectation> expects = {},
                          std::optional<std::string_view> note = {}) {
    Transaction transaction{
        .expects = std::move(expects), .writes = std::move(writes), .note = std::nullopt};
    if (note) transaction.note = bytes(*note);
    return sync_wait(store_->commit(std::move(transaction)));
  }

  Revision committed(std::vector<Write> writes, std::optional<std::string_view> note = {}) {
    return commit(std::move(writes), {}, note).value();
  }

  std::optional<Entry> get(std::string_view key) {
    return sync_wait(store_->get(bytes(key))).value();
  }

  /// The value of `key`; "(absent)" without one.
  std::string value(std::string_view key) {
    const auto entry = get(key);
    return entry ? std::string(text_of(entry->value)) : "(absent)";
  }

  std::vector<std::string> keys(KeyRange range, std::size_t limit = 1'000) {
    std::vector<std::string> found;
    for (const Entry& entry : sync_wait(store_->scan(std::move(range), limit)).value()) {
      found.emplace_back(text_of(entry.key));
    }
    return found;
  }

  std::vector<std::string> notes() {
    std::vector<std::string> found;
    for (const Note& note : sync_wait(store_->notes()).value()) {
      found.emplace_back(text_of(note.content));
    }
    return found;
  }

  void release(std::vector<Revision> revisions) { store_->release_notes(revisions); }

  static ErrorCode code(const Result<Revision>& outcome) { return outcome.error().code(); }

  std::unique_ptr<Store> store_;
};

using Strings = std::vector<std::string>;

TEST_P(StoreContractTest, FindsNothingInAnEmptyStore) {
  EXPECT_EQ(get("a"), std::nullopt);
  EXPECT_EQ(keys({}), Strings());
  EXPECT_EQ(notes(), Strings());
  EXPECT_EQ(sync_wait(store_->read_barrier()).value(), 0u);
}

TEST_P(StoreContractTest, GivesBackWhatWasWrittenWithItsRevision) {
  EXPECT_EQ(committed({put("a", "1")}), 1u);
  EXPECT_EQ(committed({put("b", "2")}), 2u);
  const Entry wanted{.key = bytes("a"), .value = bytes("1"), .revision = 1};
  EXPECT_EQ(get("a"), wanted);
  EXPECT_EQ(get("b")->revision, 2u);
  EXPECT_EQ(get("c"), std::nullopt);
}

TEST_P(StoreContractTest, ReplacesAValueAndItsRevision) {
  committed({put("a", "1")});
  committed({put("a", "2")});
  EXPECT_EQ(value("a"), "2");
  EXPECT_EQ(get("a")->revision, 2u);
}

TEST_P(StoreContractTest, KeepsAnEmptyValueApartFromAbsence) {
  committed({put("a", "")});
  EXPECT_EQ(value("a"), "");
  EXPECT_EQ(value("b"), "(absent)");
}

TEST_P(StoreContractTest, TakesKeysAndValuesOfAnyBytes) {
  const std::string odd("\0\xff'\n\0", 5);
  const std::string large(300'000, '\xfe');
  committed({put(odd, large), put(std::string_view("\0", 1), odd)});
  EXPECT_EQ(value(odd), large);
  EXPECT_EQ(value(std::string_view("\0", 1)), odd);
}

TEST_P(StoreContractTest, ErasesAndForgetsTheRevision) {
  committed({put("a", "1")});
  committed({erase("a")});
  EXPECT_EQ(value("a"), "(absent)");
  EXPECT_TRUE(commit({put("a", "2")}, {expect_absent("a")}));
  EXPECT_EQ(get("a")->revision, 3u);
}

TEST_P(StoreContractTest, ErasesAnAbsentKeyWithoutAnError) {
  EXPECT_EQ(committed({erase("a")}), 1u);
  EXPECT_EQ(value("a"), "(absent)");
}

TEST_P(StoreContractTest, WritesWhenTheExpectationsHold) {
  const Revision first = commit({put("a", "1")}, {expect_absent("a")}).value();
  const Revision second = commit({put("a", "2")}, {expect_at("a", first)}).value();
  EXPECT_EQ(second, first + 1);
  EXPECT_EQ(value("a"), "2");
}

TEST_P(StoreContractTest, RefusesAKeyThatShouldBeAbsent) {
  committed({put("a", "1")});
  EXPECT_EQ(code(commit({put("a", "2")}, {expect_absent("a")})), ErrorCode::Conflict);
  EXPECT_EQ(value("a"), "1");
}

TEST_P(StoreContractTest, RefusesARevisionThatIsOutOfDate) {
  const Revision old = committed({put("a", "1")});
  committed({put("a", "2")});
  EXPECT_EQ(code(commit({put("a", "3")}, {expect_at("a", old)})), ErrorCode::Conflict);
  EXPECT_EQ(code(commit({put("a", "3")}, {expect_at("a", old + 9)})), ErrorCode::Conflict);
  EXPECT_EQ(value("a"), "2");
}

TEST_P(StoreContractTest, RefusesARevisionOfAnAbsentKey) {
  EXPECT_EQ(code(commit({put("a", "1")}, {expect_at("a", 1)})), ErrorCode::Conflict);
  EXPECT_EQ(value("a"), "(absent)");
}

TEST_P(StoreContractTest, ExpectsOfKeysThatItDoesNotWrite) {
  const Revision at = committed({put("a", "1")});
  EXPECT_TRUE(commit({put("b", "1")}, {expect_at("a", at)}));
  committed({put("a", "2")});
  EXPECT_EQ(code(commit({put("c", "1")}, {expect_at("a", at)})), ErrorCode::Conflict);
}

TEST_P(StoreContractTest, WritesSeveralKeysOrNone) {
  const Revision at = committed({put("a", "1"), put("b", "1")});
  EXPECT_EQ(get("b")->revision, at);
  EXPECT_EQ(code(commit({put("a", "2"), erase("b"), put("c", "2")},
                        {expect_at("a", at), expect_absent("b")}, "note")),
            ErrorCode::Conflict);
  EXPECT_EQ(value("a"), "1");
  EXPECT_EQ(value("b"), "1");
  EXPECT_EQ(value("c"), "(absent)");
  EXPECT_EQ(notes(), Strings());
}

TEST_P(StoreContractTest, TakesBackNewKeysWhenALaterOneIsThereAlready) {
  committed({put("b", "1")});
  EXPECT_EQ(code(commit({put("c", "2"), put("a", "2"), put("b", "2"), put("d", "2")},
                        {expect_absent("a"), expect_absent("b"), expect_absent("d")})),
            ErrorCode::Conflict);
  EXPECT_EQ(keys({}), Strings{"b"});
  EXPECT_EQ(value("b"), "1");
  EXPECT_TRUE(commit({put("a", "3")}, {expect_absent("a")}));
}

TEST_P(StoreContractTest, SpendsNoRevisionOnAConflict) {
  committed({put("a", "1")});
  EXPECT_FALSE(commit({put("a", "2")}, {expect_absent("a")}));
  EXPECT_EQ(committed({put("a", "3")}), 2u);
}

TEST_P(StoreContractTest, ScansInTheOrderOfBytes) {
  committed({put("b", ""), put("\xff", ""), put("a", ""), put("ab", ""), put("B", "")});
  EXPECT_EQ(keys({}), (Strings{"B", "a", "ab", "b", "\xff"}));
}

TEST_P(StoreContractTest, ScansFromTheFirstKeyToBeforeTheLast) {
  committed({put("a", ""), put("b", ""), put("c", ""), put("d", "")});
  EXPECT_EQ(keys({bytes("b"), bytes("d")}), (Strings{"b", "c"}));
  EXPECT_EQ(keys({bytes("aa"), bytes("cc")}), (Strings{"b", "c"}));
  EXPECT_EQ(keys({bytes("c"), {}}), (Strings{"c", "d"}));
  EXPECT_EQ(keys({bytes("c"), bytes("c")}), Strings());
  EXPECT_EQ(keys({bytes("d"), bytes("b")}), Strings());
  EXPECT_EQ(keys({bytes("e"), {}}), Strings());
}

TEST_P(StoreContractTest, ScansUpToTheLimitAndOnFromBehindTheLastKey) {
  committed({put("a", "1"), put("b", "2"), put("c", "3")});
  EXPECT_EQ(keys({}, 0), Strings());
  EXPECT_EQ(keys({}, 2), (Strings{"a", "b"}));
  EXPECT_EQ(keys({bytes(std::string_view("b\0", 2)), {}}, 2), (Strings{"c"}));
  EXPECT_EQ(keys({}, static_cast<std::size_t>(-1)), (Strings{"a", "b", "c"}));
}

TEST_P(StoreContractTest, FindsExactlyTheKeysOfAPrefix) {
  committed({put("a", ""), put("a\xff", ""), put("a\xff\xff", ""), put("b", ""), put("\xff", ""),
             put("\xff\xff", ""), put("\xff\xff\x01", "")});
  EXPECT_EQ(keys(range_of_prefix(bytes_of("a"))), (Strings{"a", "a\xff", "a\xff\xff"}));
  EXPECT_EQ(keys(range_of_prefix(bytes_of("a\xff"))), (Strings{"a\xff", "a\xff\xff"}));
  EXPECT_EQ(keys(range_of_prefix(bytes_of("\xff\xff"))), (Strings{"\xff\xff", "\xff\xff\x01"}));
  EXPECT_EQ(keys(range_of_prefix({})).size(), 7u);
}

TEST_P(StoreContractTest, LoadsARangeAndStopsAtAnError) {
  committed({put("d", "4"), put("b", "2"), put("c", "3"), put("a", "1")});
  Strings seen;
  const auto visit = [&](const Entry& entry) -> Result<void> {
    seen.emplace_back(text_of(entry.value));
    if (seen.size() == 3) return failure(ErrorCode::Internal, "enough");
    return {};
  };
  EXPECT_TRUE(store_->load({bytes("b"), bytes("d")}, visit));
  EXPECT_THAT(seen, ::testing::UnorderedElementsAre("2", "3"));
  seen.clear();
  EXPECT_EQ(store_->load({}, visit).error().message(), "enough");
  EXPECT_EQ(seen.size(), 3u);
}

TEST_P(StoreContractTest, LoadsEveryEntryInExactlyOneShare) {
  std::vector<Write> writes;
  Strings wanted;
  for (int i = 0; i < 5'000; ++i) {
    // Now and then a crowd of others stands between two of the range.
    const bool other = i % 7 == 0 || (i > 2'000 && i < 2'100);
    const std::string key = (other ? "other/" : "wanted/") + std::to_string(i);
    writes.push_back(put(key, "value of " + key));
    if (!other) wanted.push_back(key);
  }
  committed(std::move(writes));
  Strings seen;
  for (std::size_t number = 0; number < 3; ++number) {
    const auto visit = [&](const Entry& entry) -> Result<void> {
      seen.emplace_back(text_of(entry.key));
      EXPECT_EQ(text_of(entry.value), "value of " + seen.back());
      EXPECT_EQ(entry.revision, 1u);
      return {};
    };
    EXPECT_TRUE(store_->load_share(range_of_prefix(bytes_of("wanted")), {number, 3}, visit));
  }
  EXPECT_THAT(seen, ::testing::UnorderedElementsAreArray(wanted));
}

TEST_P(StoreContractTest, GivesSinksTheCompanionOfACommit) {
  class Keeper final : public WatchSink {
   public:
    void committed(const Commit& commit) override { companions.push_back(commit.companion); }
    std::vector<std::shared_ptr<void>> companions;
  } sink;
  store_->watch(sink);
  const auto companion = std::make_shared<int>(1);
  ASSERT_TRUE(sync_wait(store_->commit(
      {.expects = {}, .writes = {put("a", "1")}, .note = std::nullopt, .companion = companion})));
  committed({put("a", "2")});
  ASSERT_EQ(sink.companions.size(), 2U);
  EXPECT_EQ(sink.companions[0], companion);
  EXPECT_EQ(sink.companions[1], nullptr);
}

TEST_P(StoreContractTest, ShowsEveryCommitToEverySinkInOrder) {
  RecordingSink first;
  RecordingSink second;
  store_->watch(first);
  store_->watch(second);
  committed({put("a", "1"), erase("b")});
  EXPECT_FALSE(commit({put("a", "2")}, {expect_absent("a")}));
  committed({erase("a")});
  for (const auto& commits : {first.commits(), second.commits()}) {
    ASSERT_EQ(commits.size(), 2u);
    EXPECT_EQ(commits[0].revision, 1u);
    ASSERT_EQ(commits[0].writes.size(), 2u);
    EXPECT_EQ(commits[0].writes[0].value, bytes("1"));
    EXPECT_EQ(commits[0].writes[1].value, std::nullopt);
    EXPECT_EQ(commits[1].revision, 2u);
    EXPECT_EQ(commits[1].writes[0].key, bytes("a"));
  }
}

TEST_P(StoreContractTest, ShowsACommitBeforeItsCallerGoesOn) {
  RecordingSink sink;
  store_->watch(sink);
  for (Revision i = 1; i <= 50; ++i) {
    EXPECT_EQ(committed({put("a", "1")}), i);
    EXPECT_EQ(sink.commits().size(), i);
    EXPECT_GE(sync_wait(store_->read_barrier()).value(), i);
  }
}

TEST_P(StoreContractTest, KeepsNotesUntilTheyAreReleased) {
  const Revision first = committed({put("a", "1")}, "one");
  committed({put("a", "2")});
  const Revision third = committed({}, "three");
  EXPECT_EQ(notes(), (Strings{"one", "three"}));
  EXPECT_EQ(sync_wait(store_->notes()).value()[1].revision, third);
  release({first, first, 2, 99, 0});
  EXPECT_EQ(notes(), (Strings{"three"}));
  committed({put("a", "3")});
  release({third});
  EXPECT_EQ(notes(), Strings());
}

TEST_P(StoreContractTest, KeepsAnEmptyNote) {
  committed({}, "");
  EXPECT_EQ(notes(), (Strings{""}));
}

TEST_P(StoreContractTest, LosesNoUpdateOfManyThreads) {
  constexpr int kThreads = 8;
  constexpr int kEach = 40;
  RecordingSink sink;
  store_->watch(sink);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int done = 0; done < kEach;) {
        const auto old = get("n");
        const int next = old ? std::stoi(std::string(text_of(old->value))) + 1 : 1;
        const auto outcome = commit({put("n", std::to_string(next))},
                                    {expect_at("n", old ? old->revision : 0)}, "n");
        if (outcome) ++done;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(value("n"), std::to_string(kThreads * kEach));
  EXPECT_EQ(notes().size(), std::size_t{kThreads * kEach});
  const auto commits = sink.commits();
  ASSERT_EQ(commits.size(), std::size_t{kThreads * kEach});
  for (std::size_t i = 0; i < commits.size(); ++i) EXPECT_EQ(commits[i].revision, i + 1);
}

TEST_P(StoreContractTest, CountsCommitsAndConflicts) {
  committed({put("a", "1")});
  EXPECT_FALSE(commit({}, {expect_absent("a")}));
  const Store::Statistics statistics = store_->statistics();
  EXPECT_EQ(statistics.commits, 1u);
  EXPECT_EQ(statistics.groups, 1u);
  EXPECT_EQ(statistics.conflicts, 1u);
  EXPECT_GT(statistics.bytes + statistics.log_bytes, 0u);
}

TEST_P(StoreContractTest, HoldsAllAfterReopening) {
  const Revision at = committed({put("a", "1"), put("b", "2")});
  committed({erase("b"), put("c", "")});
  if (!reopen()) GTEST_SKIP() << "This engine does not outlive its process.";
  EXPECT_EQ(keys({}), (Strings{"a", "c"}));
  EXPECT_EQ(get("a")->revision, at);
  EXPECT_EQ(sync_wait(store_->read_barrier()).value(), 2u);
}

TEST_P(StoreContractTest, CountsOnAfterReopeningAlsoWhenAllIsErased) {
  committed({put("a", "1")});
  const Revision last = committed({erase("a")});
  if (!reopen()) GTEST_SKIP() << "This engine does not outlive its process.";
  EXPECT_EQ(committed({put("b", "")}), last + 1);
}

TEST_P(StoreContractTest, HoldsUnreleasedNotesAfterReopening) {
  std::vector<Revision> revisions;
  for (const auto* note : {"1", "2", "3"}) revisions.push_back(committed({}, note));
  release({revisions[1]});
  if (!reopen()) GTEST_SKIP() << "This engine does not outlive its process.";
  EXPECT_EQ(notes(), (Strings{"1", "3"}));
  release({revisions[0], revisions[2]});
  ASSERT_TRUE(reopen());
  EXPECT_EQ(notes(), Strings());
}

}  // namespace strongroom::store::testing
