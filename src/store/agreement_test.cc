#include "base/sync_wait.h"
#include "store/memory/memory_store.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/temporary_folder.h"
#include "store/testing/transactions.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::store::testing {
namespace {

Bytes any_key() {
  return bytes(*rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(1, 3),
                                                rc::gen::element('a', 'b', '\0', '\xff')));
}

/// Keys, revisions and values of few kinds, so that they meet.
Transaction any_transaction() {
  Transaction transaction;
  const int expects = *rc::gen::inRange(0, 3);
  for (int i = 0; i < expects; ++i) {
    transaction.expects.push_back({any_key(), *rc::gen::inRange<Revision>(0, 5)});
  }
  std::map<Bytes, Write> writes;
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    Write write{.key = any_key(), .value = std::nullopt};
    if (*rc::gen::inRange(0, 3) > 0) write.value = bytes(*rc::gen::arbitrary<std::string>());
    writes.insert_or_assign(write.key, write);
  }
  for (auto& [key, write] : writes) transaction.writes.push_back(std::move(write));
  if (*rc::gen::arbitrary<bool>()) transaction.note = bytes(*rc::gen::arbitrary<std::string>());
  return transaction;
}

std::vector<std::pair<Revision, Bytes>> notes_of(Store& store) {
  std::vector<std::pair<Revision, Bytes>> notes;
  for (Note& note : sync_wait(store.notes()).value()) {
    notes.emplace_back(note.revision, std::move(note.content));
  }
  return notes;
}

/// Released and asked for in both; some at random.
void release_some(Store& one, Store& other) {
  std::vector<Revision> revisions;
  for (const auto& [revision, content] : notes_of(one)) {
    if (*rc::gen::arbitrary<bool>()) revisions.push_back(revision);
  }
  one.release_notes(revisions);
  other.release_notes(revisions);
}

void expect_agreement(Store& one, Store& other) {
  const KeyRange range{any_key(), any_key()};
  RC_ASSERT(sync_wait(one.scan({}, 1'000)).value() == sync_wait(other.scan({}, 1'000)).value());
  RC_ASSERT(sync_wait(one.scan(range, 2)).value() == sync_wait(other.scan(range, 2)).value());
  const Bytes key = any_key();
  RC_ASSERT(sync_wait(one.get(key)).value() == sync_wait(other.get(key)).value());
  RC_ASSERT(notes_of(one) == notes_of(other));
}

TEST(AgreementTest, MemoryAndSqliteAnswerAlikeWhateverIsCommitted) {
  const bool agreed = rc::check([] {
    const TemporaryFolder folder;
    const SqliteOptions options{.file = folder.path() / "store.db"};
    MemoryStore memory;
    auto sqlite = SqliteStore::open(options).value();
    const int steps = *rc::gen::inRange(1, 25);
    for (int i = 0; i < steps; ++i) {
      const Transaction transaction = any_transaction();
      const bool same =
          sync_wait(memory.commit(transaction)) == sync_wait(sqlite->commit(transaction));
      RC_ASSERT(same);
      if (*rc::gen::inRange(0, 8) == 0) release_some(memory, *sqlite);
      if (*rc::gen::inRange(0, 10) == 0) {
        sqlite.reset();
        sqlite = SqliteStore::open(options).value();
      }
    }
    expect_agreement(memory, *sqlite);
  });
  EXPECT_TRUE(agreed);
}

}  // namespace
}  // namespace strongroom::store::testing
