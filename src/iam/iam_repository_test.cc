#include "iam/iam_repository.h"

#include "iam/testing/iam_fixture.h"
#include "store/sqlite/sqlite_store.h"
#include "store/testing/temporary_folder.h"

#include <algorithm>
#include <string>

namespace strongroom::iam {
namespace {

using testing::kAccount;
using testing::kAllowAll;

class IamRepositoryTest : public testing::IamTest {};

TEST_F(IamRepositoryTest, GivesTheRevisionOfItsCommit) {
  const auto committed =
      sync_wait(repository_.commit(create_user(basis(), {kAccount, "alice"}), std::nullopt));
  ASSERT_TRUE(committed);
  EXPECT_EQ(directory().find<User>(kAccount, "alice")->revision, committed->revision);
}

TEST_F(IamRepositoryTest, WritesNothingWhenNothingIsToBeDone) {
  user("alice");
  group("team");
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  const auto before = store_.statistics().commits;
  const auto again = sync_wait(repository_.commit(
      add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")), Bytes{std::byte{1}}));
  EXPECT_EQ(again->revision, 0U);
  EXPECT_EQ(again->result->name, "alice");
  EXPECT_EQ(store_.statistics().commits, before);
}

TEST_F(IamRepositoryTest, CarriesTheAuditNote) {
  const auto committed = sync_wait(
      repository_.commit(create_user(basis(), {kAccount, "alice"}), copy_of(bytes_of("note"))));
  const auto notes = sync_wait(store_.notes()).value();
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].revision, committed->revision);
  EXPECT_EQ(text_of(notes[0].content), "note");
}

TEST_F(IamRepositoryTest, RefusesAChangeOfWhatChangedMeanwhile) {
  user("alice");
  auto first = update_user(basis(), seen<User>("alice"), {.path = "/a/"});
  auto second = update_user(basis(), seen<User>("alice"), {.path = "/b/"});
  made(std::move(first));
  EXPECT_EQ(refused(std::move(second)),
            Error(ErrorCode::Conflict, "The identity was changed by another request."));
  EXPECT_EQ(directory().find<User>(kAccount, "alice")->path, "/a/");
}

TEST_F(IamRepositoryTest, ShowsTheStoreNoNamesAndNoSecrets) {
  user("canary-user");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("canary-user")));
  for (const store::Entry& entry : sync_wait(inner_.scan({}, 1000)).value()) {
    for (const std::string_view canary :
         {std::string_view("canary"), text_of(key->secret.reveal()), std::string_view(key->id)}) {
      EXPECT_TRUE(std::ranges::search(entry.value, bytes_of(canary)).empty());
      EXPECT_TRUE(std::ranges::search(entry.key, bytes_of(canary)).empty());
    }
  }
}

TEST(IamRepositoryOnSqliteTest, FindsEverythingAgainAfterARestart) {
  const store::testing::TemporaryFolder folder;
  FakeClock clock;
  const keyring::Keyring keyring = keyring::Keyring::create(clock.now());
  const keyring::KeySpace keys(keyring);
  const auto file = folder.path() / "store.db";
  std::string key_id;
  std::string user_id;
  {
    const auto sqlite = store::SqliteStore::open({.file = file}).value();
    keyring::SealedStore sealed(*sqlite, keyring);
    AccessKeys access_keys;
    IamRepository repository(sealed, keys, access_keys);
    ASSERT_TRUE(repository.load());
    const auto basis = [&] { return repository.basis(clock.now()); };
    const auto commit = [&](auto change) {
      auto committed = sync_wait(repository.commit(std::move(change), std::nullopt));
      EXPECT_TRUE(committed);
      return committed->result;
    };
    commit(create_account(basis(), kAccount));
    user_id = commit(create_user(basis(), {kAccount, "alice"}))->id;
    const auto seen = [&] { return repository.directory().find_by_id<User>(user_id); };
    key_id = commit(create_access_key(basis(), kAccount, seen()))->id;
    commit(create_policy(basis(), {kAccount, "p", kAllowAll}));
    commit(attach_policy<User>(basis(), seen(), "arn:aws:iam::111122223333:policy/p"));
  }
  const auto sqlite = store::SqliteStore::open({.file = file}).value();
  keyring::SealedStore sealed(*sqlite, keyring);
  AccessKeys access_keys;
  IamRepository repository(sealed, keys, access_keys);
  ASSERT_TRUE(repository.load());
  ASSERT_NE(access_keys.find(key_id), nullptr);
  EXPECT_EQ(access_keys.find(key_id)->principal.arn, "arn:aws:iam::111122223333:user/alice");
  const PrincipalPoliciesPtr policies = repository.directory().policies_of(user_id);
  ASSERT_EQ(policies->identity.size(), 1U);
  EXPECT_FALSE(policies->unreadable);
}

}  // namespace
}  // namespace strongroom::iam
