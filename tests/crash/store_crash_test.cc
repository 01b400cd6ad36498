// Kills a process that commits to a SQLite store, at random moments, opens the store again and
// compares it with what was acknowledged. For more than the usual 20 times: STRONGROOM_KILLS.

#include "base/sync_wait.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/temporary_folder.h"
#include "store/testing/transactions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace strongroom::store {
namespace {

constexpr int kCommitters = 8;
constexpr std::string_view kParts[] = {"x", "y", "z"};  // Each commit writes a key for each.

int rounds() {
  const char* const text = std::getenv("STRONGROOM_KILLS");
  return text == nullptr ? 20 : static_cast<int>(std::strtol(text, nullptr, 10));
}

/// The number of a commit: which process, which of its coroutines, which of that one's commits.
std::string number_of(int round, int committer, int commit) {
  return fmt::format("{:03}-{}-{:06}", round, committer, commit);
}

Transaction numbered(const std::string& number) {
  Transaction transaction{.expects = {}, .writes = {}, .note = testing::bytes(number)};
  for (const std::string_view part : kParts) {
    const std::string key = number + "-" + std::string(part);
    transaction.expects.push_back(testing::expect_absent(key));
    transaction.writes.push_back(testing::put(key, number + std::string(500, '.')));
  }
  return transaction;
}

struct Acknowledgement {
  std::array<char, 16> number{};
  Revision revision = 0;
};

Task<void> commit_for_ever(Store& store, int round, int committer, int pipe) {
  for (int i = 0;; ++i) {
    const std::string number = number_of(round, committer, i);
    const auto revision = co_await store.commit(numbered(number));
    if (!revision) ::_exit(2);
    Acknowledgement acknowledgement{.revision = *revision};
    number.copy(acknowledgement.number.data(), acknowledgement.number.size() - 1);
    if (::write(pipe, &acknowledgement, sizeof acknowledgement) < 0) ::_exit(3);
  }
}

/// The killed process.
[[noreturn]] void run_committers(const SqliteOptions& options, int round, int pipe) {
  const auto store = SqliteStore::open(options);
  if (!store) ::_exit(1);
  BlockingExecutor executor;
  const Executor::Scope scope(executor);
  const int committers = round % 3 == 0 ? 1 : kCommitters;  // One alone goes a way of its own.
  for (int i = 0; i < committers; ++i) start(commit_for_ever(**store, round, i, pipe), [] {});
  const bool never = false;
  executor.run_until(never);
  ::_exit(4);
}

class StoreCrashTest : public ::testing::Test {
 protected:
  /// Lets a process commit until it is killed, some milliseconds after its first commit.
  void kill_one(int round) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(pipe[0]);
      run_committers(options_, round, pipe[1]);
    }
    ::close(pipe[1]);
    read_acknowledgements(pipe[0], child);
    ::close(pipe[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the process ended by itself: " << WEXITSTATUS(status);
  }

  void read_acknowledgements(int pipe, pid_t child) {
    const auto life = std::chrono::microseconds(random_() % 60'000);
    std::thread killer;
    Acknowledgement acknowledgement;
    while (::read(pipe, &acknowledgement, sizeof acknowledgement) ==
           static_cast<ssize_t>(sizeof acknowledgement)) {
      acknowledged_[acknowledgement.number.data()] = acknowledgement.revision;
      if (killer.joinable()) continue;
      killer = std::thread([child, life] {
        std::this_thread::sleep_for(life);  // The moment of the crash, not a wait for something.
        ::kill(child, SIGKILL);
      });
    }
    if (killer.joinable()) killer.join();
  }

  /// All that was acknowledged is there with its note, and every commit is there whole.
  void examine() {
    const auto store = SqliteStore::open(options_).value();
    std::map<std::string, std::vector<Revision>> parts;
    Revision last = 0;
    ASSERT_TRUE(store->load({}, [&](const Entry& entry) -> Result<void> {
      const std::string key(text_of(entry.key));
      EXPECT_EQ(text_of(entry.value), key.substr(0, key.size() - 2) + std::string(500, '.'));
      parts[key.substr(0, key.size() - 2)].push_back(entry.revision);
      last = std::max(last, entry.revision);
      return {};
    }));
    std::map<std::string, Revision> noted;
    for (const Note& note : sync_wait(store->notes()).value()) {
      noted[std::string(text_of(note.content))] = note.revision;
    }
    for (const auto& [number, revisions] : parts) {
      EXPECT_EQ(revisions, std::vector<Revision>(std::size(kParts), noted[number])) << number;
    }
    for (const auto& [number, revision] : acknowledged_) EXPECT_EQ(noted[number], revision);
    EXPECT_EQ(noted.size(), parts.size());
    EXPECT_EQ(sync_wait(store->read_barrier()).value(), last);
  }

  const testing::TemporaryFolder folder_{std::filesystem::temp_directory_path()};
  // A small log, so that processes are killed in checkpoints too.
  const SqliteOptions options_{.file = folder_.path() / "store.db",
                               .log_bound = std::size_t{1} << 20};
  std::mt19937 random_{20'240'517};
  std::map<std::string, Revision> acknowledged_;
};

TEST_F(StoreCrashTest, HoldsWhatWasAcknowledgedHoweverOftenItIsKilled) {
  const int wanted = rounds();
  for (int round = 0; round < wanted; ++round) {
    ASSERT_NO_FATAL_FAILURE(kill_one(round));
    ASSERT_NO_FATAL_FAILURE(examine());
    ASSERT_FALSE(HasFailure()) << "in round " << round;
  }
  EXPECT_GT(acknowledged_.size(), static_cast<std::size_t>(wanted));
}

}  // namespace
}  // namespace strongroom::store
