#include "kms/key_uses.h"

#include "base/sync_wait.h"
#include "kms/key_service.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::kms {
namespace {

class KeyUsesTest : public testing::Test {
 protected:
  KeyUsesTest() { EXPECT_TRUE(service_.load()); }

  KeyPtr key() {
    return sync_wait(service_.secrets_manager_key("111122223333", "eu-west-1")).value();
  }
  LastUse use_now(std::string_view operation = "Decrypt") const {
    return {
        .operation = operation, .at = clock_.now(), .event_id = "event", .request_id = "request"};
  }
  void note_now() {
    service_.uses().recent().note({.key_arn = key()->arn,
                                   .operation = "Encrypt",
                                   .at = clock_.now(),
                                   .event_id = "event",
                                   .request_id = "request"});
  }
  Result<void> write(const LastUse& use) {
    const KeyUses::Used used{.key = key(), .use = use};
    return sync_wait(service_.uses().write(std::span(&used, 1)));
  }
  static std::optional<LastUse> last_use(KeyService& service, const KeyPtr& key) {
    return sync_wait(service.uses().last_use(key)).value();
  }

  FakeClock clock_;
  store::MemoryStore store_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace keys_{keyring_};
  KeyService service_{store_, keys_, keyring_, clock_};
};

TEST_F(KeyUsesTest, ThereIsNoneAtFirst) { EXPECT_EQ(last_use(service_, key()), std::nullopt); }

TEST_F(KeyUsesTest, TheLaterOfWhatWaitsAndWhatIsStoredIsTold) {
  note_now();
  EXPECT_EQ(last_use(service_, key()), use_now("Encrypt"));
  clock_.advance(std::chrono::seconds(1));
  ASSERT_TRUE(write(use_now()));
  EXPECT_EQ(last_use(service_, key()), use_now());
  clock_.advance(std::chrono::seconds(1));
  note_now();
  EXPECT_EQ(last_use(service_, key()), use_now("Encrypt"));
}

TEST_F(KeyUsesTest, WhatIsStoredIsNeverReplacedByAnEarlierOne) {
  const LastUse earlier = use_now("Sign");
  clock_.advance(std::chrono::seconds(1));
  ASSERT_TRUE(write(use_now()));
  ASSERT_TRUE(write(earlier));
  EXPECT_EQ(last_use(service_, key()), use_now());
}

TEST_F(KeyUsesTest, AKeyThatIsDestroyedTakesItsUseAlong) {
  const KeyPtr before = key();
  ASSERT_TRUE(write(use_now()));
  const auto aliases = service_.view().aliases_of("111122223333", "eu-west-1");
  ASSERT_TRUE(sync_wait(
      service_.commit(std::move(service_.change().erase(*before, aliases, {})), std::nullopt)));
  EXPECT_EQ(last_use(service_, before), std::nullopt);
  const KeyUses::Used late{.key = before, .use = use_now()};
  EXPECT_EQ(sync_wait(service_.uses().write(std::span(&late, 1))).error().code(),
            ErrorCode::Conflict);
  EXPECT_EQ(last_use(service_, before), std::nullopt);
}

TEST_F(KeyUsesTest, TrackingBeganWithTheFirstProcessThatWroteIt) {
  const Timestamp started = clock_.now();
  clock_.advance(std::chrono::hours(1));
  EXPECT_EQ(sync_wait(service_.uses().tracked_since()).value(), started);
  KeyService unwritten(store_, keys_, keyring_, clock_);
  EXPECT_EQ(sync_wait(unwritten.uses().tracked_since()).value(), clock_.now());
  ASSERT_TRUE(sync_wait(service_.uses().write_start()));
  ASSERT_TRUE(sync_wait(unwritten.uses().write_start()));
  EXPECT_EQ(sync_wait(unwritten.uses().tracked_since()).value(), started);
}

}  // namespace
}  // namespace strongroom::kms
