#include "crypto/sha256_of_turn.h"

#include "base/sync_wait.h"
#include "base/task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace strongroom::crypto {
namespace {

/// A loop whose turns the test ends.
class Turns final : public Executor {
 public:
  using Executor::post;
  void post(std::span<const std::coroutine_handle<>> /*coroutines*/) override {}
  void defer(Deferred& deferred) override { deferred_.push_back(&deferred); }

  std::size_t put_off() const { return deferred_.size(); }
  void end_turn() {
    const std::vector<Deferred*> ending = std::exchange(deferred_, {});
    for (Deferred* deferred : ending) deferred->run(ending.size() == 1);
  }

 private:
  std::vector<Deferred*> deferred_;
};

Task<Digest256> digest_of(std::string text) { co_return co_await Sha256OfTurn(bytes_of(text)); }

class Sha256OfTurnTest : public testing::Test {
 protected:
  void ask(std::string text) {
    start(digest_of(std::move(text)), [this](const Digest256& digest) { got_.push_back(digest); });
  }

  Turns turns_;
  Executor::Scope scope_{turns_};
  std::vector<Digest256> got_;
};

TEST_F(Sha256OfTurnTest, AllOfATurnAreAnsweredAtItsEndInTheirOrder) {
  std::vector<Digest256> expected;
  for (std::size_t i = 0; i < 11; ++i) {
    const std::string text(1000 + i, static_cast<char>('a' + i));
    expected.push_back(sha256(bytes_of(text)));
    ask(text);
  }
  EXPECT_TRUE(got_.empty());
  EXPECT_EQ(turns_.put_off(), 1U);
  turns_.end_turn();
  EXPECT_EQ(got_, expected);
}

TEST_F(Sha256OfTurnTest, TheNextTurnIsAnotherOne) {
  ask(std::string(1000, 'a'));
  turns_.end_turn();
  ask(std::string(1000, 'b'));
  EXPECT_EQ(got_.size(), 1U);
  turns_.end_turn();
  EXPECT_THAT(got_, testing::ElementsAre(sha256(bytes_of(std::string(1000, 'a'))),
                                         sha256(bytes_of(std::string(1000, 'b')))));
}

TEST_F(Sha256OfTurnTest, AShortTextDoesNotWait) {
  ask("short");
  EXPECT_THAT(got_, testing::ElementsAre(sha256(bytes_of("short"))));
  EXPECT_EQ(turns_.put_off(), 0U);
}

TEST_F(Sha256OfTurnTest, WhoWasAnsweredMayAskAgain) {
  const auto twice = []() -> Task<Digest256> {
    const std::string text(1000, 'x');
    const Digest256 first = co_await Sha256OfTurn(bytes_of(text));
    const Digest256 second = co_await Sha256OfTurn(bytes_of(text));
    co_return first == second ? first : Digest256{};
  };
  start(twice(), [this](const Digest256& digest) { got_.push_back(digest); });
  turns_.end_turn();
  EXPECT_TRUE(got_.empty());
  turns_.end_turn();
  EXPECT_THAT(got_, testing::ElementsAre(sha256(bytes_of(std::string(1000, 'x')))));
}

TEST(Sha256WithoutLoopTest, DoesNotWait) {
  std::vector<Digest256> got;
  const std::string text(1000, 'x');
  start(digest_of(text), [&](const Digest256& digest) { got.push_back(digest); });
  EXPECT_THAT(got, testing::ElementsAre(sha256(bytes_of(text))));
}

}  // namespace
}  // namespace strongroom::crypto
