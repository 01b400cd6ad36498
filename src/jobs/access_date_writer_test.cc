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

TEST_F(AccessDateWriterTest, ForgetsASecretThatIsGone) {
  const secrets::SecretPtr secret = create("a");
  secrets_.access_dates().note(*secret, secret->versions.front(), secrets::day_of(clock_.now()));
  ASSERT_TRUE(sync_wait(secrets_.purge(secret, std::nullopt)));
  AccessDateWriter(secrets_).run();
  EXPECT_TRUE(secrets_.access_dates().waiting().empty());
}

}  // namespace
}  // namespace strongroom::jobs
