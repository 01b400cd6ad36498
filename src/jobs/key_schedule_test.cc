#include "jobs/key_schedule.h"

#include "crypto/random.h"
#include "jobs/testing/repository_fixture.h"
#include "kms/key_import.h"
#include "kms/key_material.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace strongroom::jobs {
namespace {

using std::chrono::days;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kAccount = "111122223333";
constexpr std::string_view kRegion = "eu-west-1";

class KeyScheduleTest : public RepositoryFixture {
 protected:
  KeyScheduleTest() {
    folder_ = testing::TempDir() + "/keys-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    audit_ =
        audit::AuditLog::open({.folder = folder_, .reserve_bytes = 0}, clock_, metrics_).value();
  }
  ~KeyScheduleTest() override { std::filesystem::remove_all(folder_); }

  kms::KeyPtr make(kms::Key key) {
    key.account = kAccount;
    key.region = kRegion;
    key.id = crypto::random_uuid();
    key.created = clock_.now();
    key.policy = std::make_shared<const kms::KeyPolicy>(kms::default_key_policy(kAccount),
                                                        std::vector<policy::PrincipalBinding>());
    kms::give_material(keyring_, key);
    EXPECT_TRUE(sync_wait(keys_.commit(std::move(keys_.change().create(key)), std::nullopt)));
    return find_key(key.id);
  }
  kms::KeyPtr find_key(std::string_view id) const {
    return keys_.view().find(kAccount, kRegion, id);
  }
  void run() { KeySchedule(keys_, store_, *audit_).run(clock_.now()); }
  std::string recorded() const {
    std::ostringstream out;
    out << std::ifstream(folder_ + "/events.jsonl").rdbuf();
    return out.str();
  }

  std::string folder_;
  metrics::Registry metrics_;
  std::unique_ptr<audit::AuditLog> audit_;
};

TEST_F(KeyScheduleTest, DestroysAKeyWithItsAliasesAndMaterialWhenItsPeriodHasEnded) {
  kms::Key wanted;
  const kms::KeyPtr key = make(wanted);
  const kms::Alias alias{.account = key->account,
                         .region = key->region,
                         .name = "alias/app",
                         .target = key->id,
                         .created = clock_.now(),
                         .updated = clock_.now()};
  kms::Key going = *key;
  going.state = kms::KeyState::PendingDeletion;
  going.deletion = clock_.now() + days(7);
  ASSERT_TRUE(sync_wait(
      keys_.commit(std::move(keys_.change().create(alias).replace(*key, going)), std::nullopt)));

  clock_.advance(days(7) - std::chrono::milliseconds(1));
  run();
  EXPECT_NE(find_key(key->id), nullptr);
  clock_.advance(std::chrono::milliseconds(1));
  run();
  EXPECT_EQ(find_key(key->id), nullptr);
  EXPECT_THAT(keys_.view().aliases_of(kAccount, kRegion), IsEmpty());
  EXPECT_THAT(sync_wait(store_.scan({}, 100)).value(), IsEmpty());
  EXPECT_THAT(recorded(), HasSubstr("\"DeleteKey\""));
  EXPECT_THAT(recorded(), HasSubstr(R"("resources":[{"ARN":")" + key->arn));
  EXPECT_THAT(recorded(), HasSubstr(R"("eventType":"AwsServiceEvent")"));
  EXPECT_TRUE(sync_wait(store_.notes()).value().empty());
}

TEST_F(KeyScheduleTest, RotatesAKeyWhenItIsDueAndPlansTheNextTime) {
  kms::Key wanted;
  wanted.rotation = kms::Rotation{.period = days(90), .next = clock_.now() + days(90)};
  const kms::KeyPtr key = make(wanted);
  run();
  EXPECT_THAT(find_key(key->id)->generations, SizeIs(1));

  clock_.advance(days(90));
  run();
  run();
  const kms::KeyPtr rotated = find_key(key->id);
  ASSERT_THAT(rotated->generations, SizeIs(2));
  EXPECT_EQ(rotated->generations.back().type, kms::RotationType::Automatic);
  EXPECT_EQ(rotated->rotation->next, clock_.now() + days(90));
  EXPECT_NE(kms::material_id(*rotated, 1), kms::material_id(*rotated, 2));
  EXPECT_THAT(recorded(), HasSubstr("\"RotateKey\""));
  EXPECT_THAT(recorded(), HasSubstr(R"("serviceEventDetails":{"keyId":")" + key->id + "\"}"));
}

TEST_F(KeyScheduleTest, RotatesOnceAfterALongStandstill) {
  kms::Key wanted;
  wanted.rotation = kms::Rotation{.period = days(90), .next = clock_.now() + days(90)};
  const kms::KeyPtr key = make(wanted);
  clock_.advance(days(1000));
  run();
  run();
  EXPECT_THAT(find_key(key->id)->generations, SizeIs(2));
  EXPECT_EQ(find_key(key->id)->rotation->next, clock_.now() + days(90));
}

TEST_F(KeyScheduleTest, TakesAwayImportedMaterialThatHasExpired) {
  kms::Key key;
  key.account = kAccount;
  key.region = kRegion;
  key.id = crypto::random_uuid();
  key.created = clock_.now();
  key.origin = kms::kExternalOrigin;
  key.policy = std::make_shared<const kms::KeyPolicy>(kms::default_key_policy(kAccount),
                                                      std::vector<policy::PrincipalBinding>());
  kms::import_new(keyring_, key,
                  {.material = Bytes(32, std::byte{1}),
                   .valid_to = clock_.now() + days(3),
                   .description = "",
                   .now = clock_.now()});
  ASSERT_TRUE(sync_wait(keys_.commit(std::move(keys_.change().create(key)), std::nullopt)));
  clock_.advance(days(3) - std::chrono::milliseconds(1));
  run();
  EXPECT_TRUE(find_key(key.id)->enabled());
  clock_.advance(std::chrono::milliseconds(1));
  run();
  EXPECT_EQ(find_key(key.id)->state, kms::KeyState::PendingImport);
  EXPECT_FALSE(find_key(key.id)->complete());
  EXPECT_THAT(recorded(), HasSubstr("\"DeleteExpiredKeyMaterial\""));
}

TEST_F(KeyScheduleTest, LeavesADisabledKeyAsItIs) {
  kms::Key wanted;
  wanted.state = kms::KeyState::Disabled;
  wanted.rotation = kms::Rotation{.period = days(90), .next = clock_.now()};
  const kms::KeyPtr key = make(wanted);
  clock_.advance(days(91));
  run();
  EXPECT_THAT(find_key(key->id)->generations, SizeIs(1));
}

}  // namespace
}  // namespace strongroom::jobs
