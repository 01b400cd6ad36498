#include "jobs/access_date_writer.h"

#include "jobs/testing/repository_fixture.h"

namespace strongroom::jobs {
namespace {

class AccessDateWriterTest : public RepositoryFixture {};

TEST_F(AccessDateWriterTest, WritesWhatWaitsIntoTheRecords) {
  const secrets::SecretPtr before = create("a");
  const secrets::Day today = secrets::day_of(clock_.now());
  secrets_.access_dates().note(*before, before->versions.front(), today);
  AccessDateWriter(secrets_).run();
  EXPECT_TRUE(secrets_.access_dates().waiting().empty());
  EXPECT_EQ(find("a")->last_accessed, today);
  EXPECT_EQ(find("a")->versions.front().last_accessed, today);
  EXPECT_EQ(find("a")->changed, before->changed);
}

TEST_F(AccessDateWriterTest, WritesManySecretsInFewCommits) {
  const secrets::Day today = secrets::day_of(clock_.now());
  for (int i = 0; i < 250; ++i) {
    const secrets::SecretPtr secret = create(std::to_string(i));
    secrets_.access_dates().note(*secret, secret->versions.front(), today);
  }
  const auto before = memory_.statistics().commits;
  AccessDateWriter(secrets_).run();
  EXPECT_EQ(memory_.statistics().commits - before, 3U);
  EXPECT_TRUE(secrets_.access_dates().waiting().empty());
  for (int i = 0; i < 250; ++i) EXPECT_EQ(find(std::to_string(i))->last_accessed, today) << i;
}

TEST_F(AccessDateWriterTest, LetsDatesWaitForTheNextRoundWhenTheyCantBeWritten) {
  using store::testing::CommitFault;
  const secrets::SecretPtr secret = create("a");
  const secrets::Day today = secrets::day_of(clock_.now());
  secrets_.access_dates().note(*secret, secret->versions.front(), today);
  for (const CommitFault fault : {CommitFault::Conflict, CommitFault::NotWritten}) {
    store_.plan({fault});
    AccessDateWriter(secrets_).run();
    EXPECT_EQ(secrets_.access_dates().waiting().size(), 1U);
  }
  AccessDateWriter(secrets_).run();
  EXPECT_EQ(find("a")->last_accessed, today);
}

TEST_F(AccessDateWriterTest, ForgetsASecretThatIsGone) {
  const secrets::SecretPtr secret = create("a");
  secrets_.access_dates().note(*secret, secret->versions.front(), secrets::day_of(clock_.now()));
  ASSERT_TRUE(sync_wait(secrets_.purge(secret, std::nullopt)));
  AccessDateWriter(secrets_).run();
  EXPECT_TRUE(secrets_.access_dates().waiting().empty());
}

}  // namespace
}  // namespace strongroom::jobs
