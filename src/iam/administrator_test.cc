#include "iam/administrator.h"

#include "iam/testing/iam_fixture.h"

namespace strongroom::iam {
namespace {

using testing::kAccount;

class AdministratorTest : public testing::IamTest {};

TEST_F(AdministratorTest, MayDoEverythingAndHasAKeyThatSigns) {
  EXPECT_EQ(find_administrator(directory(), kAccount), nullptr);
  const AccessKeyPtr key = made(create_administrator(basis(), kAccount));
  EXPECT_EQ(key->principal.arn, "arn:aws:iam::111122223333:user/admin");
  ASSERT_NE(access_keys_.find(key->id), nullptr);
  EXPECT_EQ(access_keys_.find(key->id)->caller->arn, key->principal.arn);
  const UserPtr admin = find_administrator(directory(), kAccount);
  ASSERT_NE(admin, nullptr);
  EXPECT_EQ(admin->access_keys, std::vector<std::string>{key->id});
  EXPECT_EQ(directory().policies_of(admin->id)->identity.size(), 1U);
  EXPECT_EQ(find_administrator(directory(), testing::kOther), nullptr);
}

TEST_F(AdministratorTest, BringsTheAccountAlong) {
  const AccessKeyPtr key = made(create_administrator(basis(), "777788889999"));
  ASSERT_NE(directory().account("777788889999"), nullptr);
  ASSERT_NE(access_keys_.find(key->id), nullptr);
  EXPECT_EQ(access_keys_.find(key->id)->caller->account, "777788889999");
  EXPECT_EQ(refused(create_administrator(basis(), "12")).code(), ErrorCode::InvalidInput);
}

TEST_F(AdministratorTest, LeavesAUserOfTheNameAsHeIs) {
  user("Admin");
  const UserPtr there = directory().find<User>(kAccount, "admin");
  const AccessKeyPtr key = made(create_administrator(basis(), kAccount));
  EXPECT_EQ(key->principal.arn, "arn:aws:iam::111122223333:user/admin-2");
  EXPECT_EQ(directory().find_by_id<User>(there->id)->revision, there->revision);
}

TEST_F(AdministratorTest, IsAlsoWhoIsInAGroupOfAdministrators) {
  user("alice");
  group("admins");
  made(attach_policy<Group>(basis(), seen<Group>("admins"), kAdministratorAccess));
  EXPECT_EQ(find_administrator(directory(), kAccount), nullptr);
  made(add_user_to_group(basis(), seen<Group>("admins"), seen<User>("alice")));
  ASSERT_NE(find_administrator(directory(), kAccount), nullptr);
  EXPECT_EQ(find_administrator(directory(), kAccount)->name, "alice");
}

TEST_F(AdministratorTest, IsNotMadeTwiceAtTheSameTime) {
  auto first = create_administrator(basis(), kAccount);
  auto second = create_administrator(basis(), kAccount);
  made(std::move(first));
  EXPECT_EQ(refused(std::move(second)).code(), ErrorCode::Conflict);
}

crypto::SecretBytes secret(std::string_view text) {
  return crypto::SecretBytes::copy_of(bytes_of(text));
}

TEST_F(AdministratorTest, MayBringAKeyThatWasChosenBeforehand) {
  user("alice");
  user("bob");
  made(import_access_key(basis(), seen<User>("alice"), "ALICEKEY", secret("alice-secret")));
  ASSERT_NE(access_keys_.find("ALICEKEY"), nullptr);
  EXPECT_EQ(access_keys_.find("ALICEKEY")->secret, secret("alice-secret"));
  const auto again =
      import_access_key(basis(), seen<User>("alice"), "ALICEKEY", secret("alice-secret"));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->transaction.writes.empty());
  for (const auto* who : {"alice", "bob"}) {
    EXPECT_EQ(
        refused(import_access_key(basis(), seen<User>(who), "ALICEKEY", secret("other"))).code(),
        ErrorCode::EntityAlreadyExists);
  }
  for (const auto* id : {"", "abc", "with space", "AKIA/1234"}) {
    EXPECT_EQ(refused(import_access_key(basis(), seen<User>("bob"), id, secret("other"))).code(),
              ErrorCode::Validation);
  }
  EXPECT_EQ(
      refused(import_access_key(basis(), seen<User>("bob"), "BOBKEY", secret("a b c"))).code(),
      ErrorCode::Validation);
}

}  // namespace
}  // namespace strongroom::iam
