#include "jobs/read_count_writer.h"

#include "jobs/testing/repository_fixture.h"

#include <gmock/gmock.h>

namespace strongroom::jobs {
namespace {

using secrets::SecretUse;
using store::testing::CommitFault;
using ::testing::ElementsAre;

constexpr const char* kAnn = "arn:aws:iam::111122223333:user/ann";
constexpr const char* kReader = "arn:aws:iam::111122223333:role/reader";

class ReadCountWriterTest : public RepositoryFixture {
 protected:
  void read(const secrets::SecretPtr& secret, std::string_view principal, secrets::Day day) {
    secrets_.recent_reads().note(*secret, principal, day);
  }
  SecretUse written(const secrets::SecretPtr& secret) {
    ReadCountWriter(secrets_).run();
    return sync_wait(secrets_.use_of(secret)).value();
  }
};

TEST_F(ReadCountWriterTest, AddsWhatWaitsToWhatIsStored) {
  const secrets::SecretPtr a = create("a");
  const secrets::SecretPtr b = create("b");
  read(a, kAnn, 100);
  read(a, kAnn, 100);
  read(b, kReader, 100);
  EXPECT_THAT(written(a).principals(), ElementsAre(SecretUse::Principal{kAnn, {{100, 2}}}));
  read(a, kAnn, 100);
  read(a, kAnn, 101);
  read(a, kReader, 101);
  EXPECT_THAT(written(a).principals(),
              ElementsAre(SecretUse::Principal{kReader, {{101, 1}}},
                          SecretUse::Principal{kAnn, {{100, 3}, {101, 1}}}));
  EXPECT_THAT(written(b).principals(), ElementsAre(SecretUse::Principal{kReader, {{100, 1}}}));
}

TEST_F(ReadCountWriterTest, KeepsWhatCanNotBeWrittenForTheNextRound) {
  const secrets::SecretPtr a = create("a");
  for (const CommitFault fault :
       {CommitFault::Conflict, CommitFault::Throttled, CommitFault::NotWritten}) {
    read(a, kAnn, 100);
    store_.plan({fault});
    EXPECT_TRUE(written(a).empty());
  }
  EXPECT_THAT(written(a).principals(), ElementsAre(SecretUse::Principal{kAnn, {{100, 3}}}));
}

TEST_F(ReadCountWriterTest, ForgetsTheUseOfASecretThatIsPurged) {
  const secrets::SecretPtr a = create("a");
  read(a, kAnn, 100);
  ASSERT_FALSE(written(a).empty());
  read(a, kAnn, 100);
  ASSERT_TRUE(sync_wait(secrets_.purge(a, std::nullopt)));
  EXPECT_TRUE(written(a).empty());
  EXPECT_TRUE(written(create("a")).empty());
}

TEST_F(ReadCountWriterTest, WritesManySecrets) {
  std::vector<secrets::SecretPtr> all;
  for (int i = 0; i < 250; ++i) all.push_back(create(std::to_string(i)));
  for (const secrets::SecretPtr& secret : all) read(secret, kAnn, 100);
  ReadCountWriter(secrets_).run();
  for (const secrets::SecretPtr& secret : all) {
    EXPECT_THAT(sync_wait(secrets_.use_of(secret)).value().principals(),
                ElementsAre(SecretUse::Principal{kAnn, {{100, 1}}}));
  }
}

}  // namespace
}  // namespace strongroom::jobs
