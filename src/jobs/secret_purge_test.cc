#include "jobs/secret_purge.h"

#include "jobs/testing/repository_fixture.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace strongroom::jobs {
namespace {

using std::chrono::hours;

class SecretPurgeTest : public RepositoryFixture {
 protected:
  SecretPurgeTest() {
    folder_ = testing::TempDir() + "/purge-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    audit_ =
        audit::AuditLog::open({.folder = folder_, .reserve_bytes = 0}, clock_, metrics_).value();
  }
  ~SecretPurgeTest() override { std::filesystem::remove_all(folder_); }

  std::string recorded() const {
    std::ostringstream out;
    out << std::ifstream(folder_ + "/events.jsonl").rdbuf();
    return out.str();
  }

  std::string folder_;
  metrics::Registry metrics_;
  std::unique_ptr<audit::AuditLog> audit_;
};

TEST_F(SecretPurgeTest, RemovesASecretWhenItsWindowHasEndedAndRecordsIt) {
  const secrets::SecretPtr secret = create("going", clock_.now() + hours(24 * 7));
  create("staying");
  SecretPurge purge(secrets_, store_, *audit_);

  clock_.advance(hours(24 * 7) - std::chrono::milliseconds(1));
  purge.run(clock_.now());
  EXPECT_NE(find("going"), nullptr);
  EXPECT_EQ(recorded(), "");

  clock_.advance(std::chrono::milliseconds(1));
  purge.run(clock_.now());
  EXPECT_EQ(find("going"), nullptr);
  EXPECT_NE(find("staying"), nullptr);
  EXPECT_THAT(recorded(), testing::HasSubstr("\"EndSecretVersionDelete\""));
  EXPECT_THAT(recorded(), testing::HasSubstr(secret->arn()));
  EXPECT_TRUE(sync_wait(store_.notes()).value().empty());
}

TEST_F(SecretPurgeTest, LeavesARestoredSecretAlone) {
  const secrets::SecretPtr going = create("going", clock_.now() + hours(24 * 7));
  secrets::Secret restored = *going;
  restored.deletion.reset();
  ASSERT_TRUE(sync_wait(secrets_.commit(
      {.seen = going, .changed = restored, .values = {}, .erased_values = {}}, std::nullopt)));
  clock_.advance(hours(24 * 30));
  SecretPurge(secrets_, store_, *audit_).run(clock_.now());
  EXPECT_NE(find("going"), nullptr);
}

}  // namespace
}  // namespace strongroom::jobs
