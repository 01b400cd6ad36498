#include "jobs/key_use_writer.h"

#include "jobs/testing/repository_fixture.h"

#include <gmock/gmock.h>

namespace strongroom::jobs {
namespace {

using store::testing::CommitFault;

class KeyUseWriterTest : public RepositoryFixture {
 protected:
  kms::KeyPtr key(std::string_view region = "eu-west-1") {
    return sync_wait(keys_.secrets_manager_key("111122223333", region)).value();
  }
  void use(const kms::Key& key) {
    keys_.uses().recent().note({.key_arn = key.arn,
                                .operation = "Decrypt",
                                .at = clock_.now(),
                                .event_id = "event",
                                .request_id = "request"});
  }
  /// As another process would see it.
  std::optional<kms::LastUse> stored(const kms::KeyPtr& key) {
    const kms::KeyUses uses(store_, key_space_, clock_.now());
    return sync_wait(uses.last_use(key)).value();
  }

  KeyUseWriter writer_{keys_};
};

TEST_F(KeyUseWriterTest, WritesWhatWaits) {
  use(*key());
  EXPECT_EQ(stored(key()), std::nullopt);
  writer_.run();
  const kms::LastUse expected{
      .operation = "Decrypt", .at = clock_.now(), .event_id = "event", .request_id = "request"};
  EXPECT_EQ(stored(key()), expected);
  EXPECT_THAT(keys_.uses().recent().waiting(), testing::IsEmpty());
}

TEST_F(KeyUseWriterTest, WritesWhenTrackingBegan) {
  const Timestamp started = clock_.now();
  clock_.advance(std::chrono::minutes(1));
  writer_.run();
  const kms::KeyUses later(store_, key_space_, clock_.now());
  EXPECT_EQ(sync_wait(later.tracked_since()).value(), started);
}

TEST_F(KeyUseWriterTest, KeepsWhatCanNotBeWrittenForTheNextRound) {
  writer_.run();
  use(*key());
  for (const CommitFault fault :
       {CommitFault::Conflict, CommitFault::Throttled, CommitFault::NotWritten}) {
    store_.plan({fault});
    writer_.run();
    EXPECT_EQ(stored(key()), std::nullopt);
  }
  writer_.run();
  EXPECT_NE(stored(key()), std::nullopt);
}

TEST_F(KeyUseWriterTest, ForgetsTheUseOfAKeyThatIsGone) {
  kms::Key gone = *key();
  gone.arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  use(gone);
  writer_.run();
  EXPECT_THAT(keys_.uses().recent().waiting(), testing::IsEmpty());
}

TEST_F(KeyUseWriterTest, WritesManyKeys) {
  for (int i = 0; i < 250; ++i) use(*key("eu-west-" + std::to_string(i)));
  writer_.run();
  for (int i = 0; i < 250; ++i)
    EXPECT_NE(stored(key("eu-west-" + std::to_string(i))), std::nullopt);
}

}  // namespace
}  // namespace strongroom::jobs
