// Cuts the power of a SQLite store at random operations of its disk, and lets its disk fail, opens
// it again and compares it with what was acknowledged. For a longer run than the usual one:
// STRONGROOM_POWER_CUTS, how many; STRONGROOM_POWER_CUT_SEED, where to start.

#include "base/sync_wait.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/faulty_disk.h"
#include "store/testing/faulty_vfs.h"
#include "store/testing/temporary_folder.h"
#include "store/testing/transactions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace strongroom::store {
namespace {

using testing::Ending;
using testing::Faults;

constexpr int kCommitters = 6;
constexpr int kPairs = 12;  // of keys that are always written together
constexpr int kEndingsOfADisk = 10;
constexpr Faults kFailing{
    .open = 0.1, .write = 0.1, .short_write = 0.1, .truncate = 0.3, .sync = 0.3, .delay = 0.02};

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::string key_of(int pair, char half) { return fmt::format("{:02}-{}", pair, half); }

/// What one commit was to do, and what became of it.
struct Attempt {
  int pair = 0;
  bool erases = false;
  std::string value = {};
  bool refused = false;  // Conflict: it must never be seen.
};

/// A disk with a store on it, over many ends of its process, and what is known of its commits.
class Life {
 public:
  explicit Life(std::uint64_t seed) : random_(seed), disk_(seed) {}

  void open() {
    auto opened = try_to_open();
    ASSERT_TRUE(opened) << opened.error().message();
    store_ = *std::move(opened);
  }
  /// Opens the store, unless it is open, and commits until the machine stops, at some operation
  /// from now on.
  void work_until_the_end() {
    disk_.stop_after(up_to(3) == 0 ? up_to(30) : up_to(400));
    if (!store_) {
      auto opened = try_to_open();
      if (opened) store_ = *std::move(opened);
    }
    if (store_) commit_all(100'000'000);  // A full log refuses some thousand in a millisecond.
    EXPECT_TRUE(disk_.stopped());
  }
  void reopen_after(Ending ending) {
    disk_.stop_after(1);  // No orderly end.
    store_.reset();
    disk_.restart(ending);
    open();
  }
  Ending any_ending() { return up_to(1) == 0 ? Ending::PowerCut : Ending::ProcessKilled; }
  void close() { store_.reset(); }
  void set_faults(const Faults& faults) { disk_.set_faults(faults); }
  /// A full log waits a second after a failed checkpoint: not too often.
  void prefer_large_logs() { large_logs_ = 15; }

  /// Several at once, or one alone, each until `count` commits or the machine's stop.
  void commit_all(int count) {
    BlockingExecutor executor;
    const Executor::Scope scope(executor);
    const int committers = up_to(2) == 0 ? 1 : kCommitters;
    int running = committers;
    bool done = false;
    for (int i = 0; i < committers; ++i) {
      start(commit_some(count), [&] { done = --running == 0; });
    }
    executor.run_until(done);
  }
  /// Commits work again.
  void commit_soon() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    const std::size_t before = acknowledged_;
    while (acknowledged_ == before && std::chrono::steady_clock::now() < deadline) commit_all(1);
    EXPECT_GT(acknowledged_, before);
  }
  /// From now on all notes are kept, and only what is found in the store must be there.
  void keep_notes() { keeps_notes_ = true; }
  void forget_history() { history_.clear(); }

  /// The store holds what its commits, one after the other, make; all that were acknowledged are
  /// among them.
  void examine() {
    take_in(sync_wait(store_->notes()).value());
    std::map<std::string, std::pair<std::string, Revision>> expected;
    Revision last = 0;
    for (const auto& [revision, number] : history_) {
      EXPECT_EQ(revision, ++last) << "a commit is missing";
      const Attempt& attempt = attempts_.at(number);
      for (const char half : {'x', 'y'}) {
        expected[key_of(attempt.pair, half)] = {attempt.value, revision};
        if (attempt.erases) expected.erase(key_of(attempt.pair, half));
      }
    }
    std::map<std::string, std::pair<std::string, Revision>> found;
    ASSERT_TRUE(store_->load({}, [&](const Entry& entry) -> Result<void> {
      found[std::string(text_of(entry.key))] = {std::string(text_of(entry.value)), entry.revision};
      return {};
    }));
    EXPECT_TRUE(found == expected);
    EXPECT_EQ(sync_wait(store_->read_barrier()).value(), last);
  }

  std::uint64_t acknowledged() const { return acknowledged_; }
  std::uint64_t failed() const { return failed_; }
  std::uint64_t reads() const { return reads_; }

 private:
  std::size_t up_to(std::size_t largest) {
    return std::uniform_int_distribution<std::size_t>(0, largest)(random_);
  }

  Result<std::unique_ptr<SqliteStore>> try_to_open() {
    // A small log and cache, so that checkpoints and spilled pages are met too.
    return SqliteStore::open(
        {.file = folder_.path() / "store.db",
         .log_bound = up_to(large_logs_) == 0 ? std::size_t{256} << 10 : 4 << 20,
         .cache = std::size_t{48} << 10,
         .vfs = vfs_.name()});
  }

  Task<void> commit_some(int count) {
    for (int i = 0; i < count && !disk_.stopped(); ++i) {
      co_await commit_one();
      co_await read_one();
    }
  }

  Task<void> commit_one() {
    const std::uint64_t number = attempts_.size();
    Attempt attempt{.pair = static_cast<int>(up_to(kPairs - 1)), .erases = up_to(5) == 0};
    if (!attempt.erases) {
      attempt.value = fmt::format("{} {}", number, std::string(up_to(3) == 0 ? 9'000 : 200, '.'));
    }
    attempts_[number] = attempt;
    const auto outcome = co_await store_->commit(transaction_of(number, attempt));
    if (outcome) {
      ++acknowledged_;
      remember(*outcome, number);
      if (!keeps_notes_ && up_to(2) == 0) release(*outcome);
    } else if (outcome.error().code() == ErrorCode::Conflict) {
      attempts_[number].refused = true;
    } else {
      ++failed_;
      EXPECT_EQ(outcome.error().code(), ErrorCode::Unavailable);
    }
  }

  Transaction transaction_of(std::uint64_t number, const Attempt& attempt) {
    Transaction transaction{
        .expects = {}, .writes = {}, .note = testing::bytes(fmt::to_string(number))};
    const bool expects = up_to(7) == 0;  // mostly a conflict, as it knows of one pair only
    for (const char half : {'x', 'y'}) {
      const std::string key = key_of(attempt.pair, half);
      transaction.writes.push_back(attempt.erases ? testing::erase(key)
                                                  : testing::put(key, attempt.value));
      if (expects) transaction.expects.push_back(testing::expect_absent(key));
    }
    return transaction;
  }

  /// Reads go on, also while writes fail, and see both halves of a pair or none.
  Task<void> read_one() {
    const int pair = static_cast<int>(up_to(kPairs - 1));
    const auto halves =
        co_await store_->scan(range_of_prefix(bytes_of(fmt::format("{:02}-", pair))), 10);
    if (disk_.stopped()) co_return;
    EXPECT_TRUE(halves);
    if (!halves) co_return;
    ++reads_;
    EXPECT_TRUE(halves->empty() || halves->size() == 2);
    if (halves->size() == 2) {
      EXPECT_EQ(halves->front().revision, halves->back().revision);
      EXPECT_TRUE(halves->front().value == halves->back().value);
    }
  }

  void release(Revision revision) {
    released_.insert(revision);
    store_->release_notes(std::array{revision});
  }

  void take_in(const std::vector<Note>& notes) {
    std::set<Revision> noted;
    for (const Note& note : notes) {
      const std::uint64_t number =
          std::strtoull(std::string(text_of(note.content)).c_str(), nullptr, 10);
      EXPECT_FALSE(attempts_.at(number).refused) << number;
      remember(note.revision, number);
      noted.insert(note.revision);
    }
    for (const auto& [revision, number] : history_) {
      EXPECT_TRUE(noted.contains(revision) || released_.contains(revision))
          << "revision " << revision << " is not there";
    }
  }

  /// From now on the commit must be there: it was acknowledged, or was seen.
  void remember(Revision revision, std::uint64_t number) {
    const auto [known, added] = history_.emplace(revision, number);
    EXPECT_EQ(known->second, number) << "revision " << revision << " is another commit's";
  }

  std::mt19937_64 random_;
  const testing::TemporaryFolder folder_;
  testing::FaultyDisk disk_;
  const testing::FaultyVfs vfs_{disk_, folder_.path().string()};
  std::unique_ptr<SqliteStore> store_;
  std::map<std::uint64_t, Attempt> attempts_;
  std::map<Revision, std::uint64_t> history_;  // what must be there
  std::set<Revision> released_;
  bool keeps_notes_ = false;
  std::size_t large_logs_ = 1;  // for each small one
  std::uint64_t acknowledged_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t reads_ = 0;
};

class StorePowerCutTest : public ::testing::Test {
 protected:
  /// Calls `round` with a Life for each of `share` of all rounds; a Life ends after some of them.
  template <class Round>
  void repeat(double share, Round round) {
    const auto seed = number_from_environment("STRONGROOM_POWER_CUT_SEED", 1);
    const auto cuts = static_cast<double>(number_from_environment("STRONGROOM_POWER_CUTS", 300));
    const auto disks = static_cast<std::uint64_t>(cuts * share / kEndingsOfADisk) + 1;
    for (std::uint64_t disk = seed; disk < seed + disks; ++disk) {
      Life life(disk);
      for (int i = 0; i < kEndingsOfADisk; ++i) {
        round(life);
        ASSERT_FALSE(HasFailure()) << "STRONGROOM_POWER_CUT_SEED=" << disk << ", end " << i;
      }
      acknowledged_ += life.acknowledged();
      failed_ += life.failed();
      reads_ += life.reads();
    }
    EXPECT_GT(acknowledged_, disks);
    RecordProperty("disks", static_cast<int>(disks));
    RecordProperty("acknowledged", static_cast<int>(acknowledged_));
    RecordProperty("failed", static_cast<int>(failed_));
  }

  std::uint64_t acknowledged_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t reads_ = 0;
};

TEST_F(StorePowerCutTest, HoldsWhatWasAcknowledged) {
  repeat(0.5, [](Life& life) {
    life.work_until_the_end();
    life.reopen_after(Ending::PowerCut);
    life.examine();
    life.close();
  });
}

TEST_F(StorePowerCutTest, HoldsWhatWasSeenAfterTheEndOfAProcess) {
  repeat(0.2, [](Life& life) {
    life.work_until_the_end();
    life.reopen_after(Ending::ProcessKilled);
    life.examine();
    life.reopen_after(Ending::PowerCut);
    life.examine();
    life.close();
  });
}

TEST_F(StorePowerCutTest, GoesOnWhenWritesFailedAndHoldsWhatWasAcknowledged) {
  repeat(0.2, [](Life& life) {
    life.prefer_large_logs();
    life.open();
    life.commit_all(2);
    life.set_faults(kFailing);
    life.commit_all(10);
    life.set_faults({});
    life.commit_soon();
    life.examine();
    life.set_faults(kFailing);
    life.work_until_the_end();
    life.set_faults({});
    life.reopen_after(life.any_ending());
    life.examine();
    life.reopen_after(Ending::PowerCut);
    life.examine();
    life.close();
  });
  EXPECT_GT(failed_, acknowledged_ / 10);
  EXPECT_GT(reads_, 0U);
}

TEST_F(StorePowerCutTest, ShowsNoHalfTransactionOnADiskThatLiesAboutFlushes) {
  repeat(0.1, [](Life& life) {
    life.keep_notes();
    life.set_faults({.dropped_sync = 1});
    life.work_until_the_end();
    life.set_faults({});
    life.forget_history();
    life.reopen_after(Ending::PowerCutInOrder);
    life.examine();
    life.close();
  });
}

}  // namespace
}  // namespace strongroom::store
