#include "jobs/last_use_writer.h"

#include "iam/testing/iam_fixture.h"

#include <thread>

namespace strongroom::jobs {
namespace {

using namespace std::chrono_literals;
using Of = iam::RecentUses::Of;

class LastUseWriterTest : public iam::testing::IamTest {
 protected:
  void use(Of of, std::string_view id, std::string_view service = "secretsmanager") {
    repository_.recent_uses().note(of, id, service, "eu-west-1", clock_.now());
  }
  std::shared_ptr<const iam::LastUse> written(std::string_view id) {
    LastUseWriter(repository_).run();
    return directory().last_use(id);
  }
};

TEST_F(LastUseWriterTest, WritesUsesOfKeysAndRoles) {
  user("alice");
  const auto key =
      made(iam::create_access_key(basis(), iam::testing::kAccount, seen<iam::User>("alice")));
  const auto role = this->role("reader");
  use(Of::AccessKey, key->id);
  use(Of::Role, role->id, "sts");
  const auto of_key = written(key->id);
  ASSERT_NE(of_key, nullptr);
  EXPECT_EQ(of_key->at, clock_.now());
  EXPECT_EQ(of_key->service, "secretsmanager");
  EXPECT_EQ(of_key->region, "eu-west-1");
  const auto of_role = directory().last_use(role->id);
  ASSERT_NE(of_role, nullptr);
  EXPECT_EQ(of_role->at, clock_.now());
}

TEST_F(LastUseWriterTest, WritesTheSameKeyOnceInFiveMinutes) {
  user("alice");
  const auto key =
      made(iam::create_access_key(basis(), iam::testing::kAccount, seen<iam::User>("alice")));
  use(Of::AccessKey, key->id);
  const auto first = written(key->id);
  clock_.advance(4min);
  std::jthread([&] { use(Of::AccessKey, key->id); }).join();  // which has not noted it before
  EXPECT_EQ(written(key->id), first);
  clock_.advance(1min);
  use(Of::AccessKey, key->id);
  EXPECT_EQ(written(key->id)->at, clock_.now());
}

TEST_F(LastUseWriterTest, ForgetsAKeyThatIsGone) {
  user("alice");
  const auto key =
      made(iam::create_access_key(basis(), iam::testing::kAccount, seen<iam::User>("alice")));
  use(Of::AccessKey, key->id);
  made(iam::delete_access_key(basis(), iam::testing::kAccount, seen<iam::User>("alice"), key->id));
  EXPECT_EQ(written(key->id), nullptr);
  EXPECT_TRUE(repository_.recent_uses().take().empty());
}

}  // namespace
}  // namespace strongroom::jobs
