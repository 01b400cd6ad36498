#include "iam/testing/iam_fixture.h"

#include <chrono>

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using testing::kAccount;
using testing::kAllowAll;
using testing::kOther;
using namespace std::chrono_literals;

class UserTest : public testing::IamTest {};

TEST_F(UserTest, IsFoundByNameInAnyCaseAndById) {
  const UserPtr alice = made(create_user(basis(), {kAccount, "Alice", "/team/"}));
  EXPECT_EQ(alice->arn(), "arn:aws:iam::111122223333:user/team/Alice");
  EXPECT_TRUE(alice->id.starts_with("AIDA"));
  EXPECT_EQ(directory().find<User>(kAccount, "aLICE")->id, alice->id);
  EXPECT_EQ(directory().find_by_id<User>(alice->id)->name, "Alice");
  EXPECT_EQ(directory().find<User>(kOther, "Alice"), nullptr);
}

TEST_F(UserTest, NeedsANameThatIsFreeInAnyCase) {
  user("Alice");
  EXPECT_EQ(refused(create_user(basis(), {kAccount, "alice"})),
            Error(ErrorCode::EntityAlreadyExists, "User with name alice already exists."));
  made(create_user(basis(), {kOther, "alice"}));
  group("alice");
  role("alice");
}

TEST_F(UserTest, CannotTakeANameThatWasTakenMeanwhile) {
  const auto first = create_user(basis(), {kAccount, "alice"});
  const auto second = create_user(basis(), {kAccount, "ALICE"});
  made(first);
  EXPECT_EQ(refused(second).code(), ErrorCode::Conflict);
}

TEST_F(UserTest, KeepsItsIdWhenItIsRenamed) {
  const UserPtr alice = user("alice");
  const UserPtr renamed =
      made(update_user(basis(), seen<User>("alice"), {.path = "/x/", .name = "bob"}));
  EXPECT_EQ(renamed->id, alice->id);
  EXPECT_EQ(directory().find<User>(kAccount, "alice"), nullptr);
  EXPECT_EQ(directory().find<User>(kAccount, "bob")->arn(), "arn:aws:iam::111122223333:user/x/bob");
  EXPECT_EQ(directory().find_by_id<User>(alice->id)->name, "bob");
  EXPECT_EQ(directory().count<User>(kAccount), 1U);
}

TEST_F(UserTest, CanChangeTheSpellingOfItsName) {
  user("alice");
  made(update_user(basis(), seen<User>("alice"), {.name = "Alice"}));
  EXPECT_EQ(directory().find<User>(kAccount, "ALICE")->name, "Alice");
  EXPECT_EQ(directory().count<User>(kAccount), 1U);
  user("bob");
  EXPECT_EQ(refused(update_user(basis(), seen<User>("bob"), {.name = "aLice"})).code(),
            ErrorCode::EntityAlreadyExists);
}

TEST_F(UserTest, IsNotFoundWithTheTextOfIam) {
  EXPECT_EQ(require<User>(directory(), kAccount, "nobody").error(),
            Error(ErrorCode::NoSuchEntity, "The user with name nobody cannot be found."));
}

TEST_F(UserTest, IsDeletedOnlyWhenItIsEmptyInTheOrderOfTheContract) {
  user("alice");
  group("team");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  made(create_login_profile(basis(), directory().find<User>(kAccount, "alice"), "hash", false));
  made(attach_policy<User>(basis(), seen<User>("alice"), policy("p")->arn()));
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "inline", kAllowAll));
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  const auto expect_conflict = [&](std::string_view what) {
    EXPECT_EQ(refused(delete_user(basis(), seen<User>("alice"))),
              Error(ErrorCode::DeleteConflict,
                    "Cannot delete entity, must " + std::string(what) + " first."));
  };
  expect_conflict("delete access keys");
  made(delete_access_key(basis(), kAccount, seen<User>("alice"), key->id));
  expect_conflict("delete login profile");
  made(delete_login_profile(basis(), seen<User>("alice")));
  expect_conflict("detach all policies");
  made(detach_policy<User>(basis(), seen<User>("alice"), "arn:aws:iam::111122223333:policy/p"));
  expect_conflict("delete policies");
  made(delete_inline_policy<User>(basis(), seen<User>("alice"), "inline"));
  expect_conflict("remove users from group");
  made(remove_user_from_group(basis(), seen<Group>("team"), seen<User>("alice")));
  made(delete_user(basis(), seen<User>("alice")));
  EXPECT_EQ(directory().find<User>(kAccount, "alice"), nullptr);
  EXPECT_EQ(directory().count<User>(kAccount), 0U);
}

TEST_F(UserTest, HasALimitForEachAccountAsAllElse) {
  const Quotas one{.users = 1, .groups = 1, .roles = 1, .policies = 1, .oidc_providers = 1};
  const Basis limited{.directory = directory(), .keys = keys_, .quotas = one, .now = clock_.now()};
  const auto full = [&](auto create, std::string_view quota) {
    EXPECT_TRUE(commit(create(limited, kAccount, "a")));
    EXPECT_EQ(refused(create(limited, kAccount, "b")), quota_exceeded(quota, 1).error());
    EXPECT_TRUE(create(limited, kOther, "b")) << "its own account's";
  };
  full([](auto& basis, auto account, auto name) { return create_user(basis, {account, name}); },
       "UsersPerAccount");
  full([](auto& basis, auto account, auto name) { return create_group(basis, account, name, "/"); },
       "GroupsPerAccount");
  full(
      [](auto& basis, auto account, auto name) {
        return create_role(
            basis, {.account = account, .name = name, .trust_policy = testing::kTrustAccount});
      },
      "RolesPerAccount");
  full([](auto& basis, auto account,
          auto name) { return create_policy(basis, {account, name, kAllowAll}); },
       "PoliciesPerAccount");
  full(
      [](auto& basis, auto account, const std::string& name) {
        return create_oidc_provider(basis,
                                    {.account = account, .url = "https://" + name + ".example"});
      },
      "OpenIdConnectProvidersPerAccount");
}

TEST_F(UserTest, TakesTagsAndABoundaryAtCreation) {
  const std::array tags{Tag{"team", "blue"}};
  const UserPtr alice =
      made(create_user(basis(), {kAccount, "alice", "/", policy("limit")->arn(), tags}));
  EXPECT_THAT(alice->tags, ElementsAre(Tag{"team", "blue"}));
  EXPECT_EQ(directory().uses_of_policy(kAccount, alice->boundary).boundaries(), 1U);
  EXPECT_EQ(refused(create_user(basis(), {kAccount, "bob", "/", "nonsense"})).message(),
            "Value (nonsense) for parameter PermissionsBoundary is invalid.");
  EXPECT_EQ(
      refused(create_user(basis(), {kAccount, "bob", "/", "arn:aws:iam::111122223333:policy/none"}))
          .code(),
      ErrorCode::NoSuchEntity);
}

class AccessKeyTest : public testing::IamTest {};

TEST_F(AccessKeyTest, SignsForItsUserFromTheStart) {
  const UserPtr alice = user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const AccessKeyPtr found = access_keys_.find(key->id);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(found->secret == key->secret);
  EXPECT_EQ(found->principal.arn, "arn:aws:iam::111122223333:user/alice");
  EXPECT_FALSE(found->principal.root);
  EXPECT_EQ(found->caller->unique_id, alice->id);
  EXPECT_THAT(directory().find<User>(kAccount, "alice")->access_keys, ElementsAre(key->id));
}

TEST_F(AccessKeyTest, SignsForRootWithoutAUser) {
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, nullptr));
  EXPECT_TRUE(access_keys_.find(key->id)->principal.root);
  EXPECT_EQ(access_keys_.find(key->id)->caller->kind, policy::Caller::Kind::Root);
  EXPECT_EQ(access_keys_.find(key->id)->principal.arn, "arn:aws:iam::111122223333:root");
}

TEST_F(AccessKeyTest, IsOneOfTwo) {
  user("alice");
  made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const auto second = create_access_key(basis(), kAccount, seen<User>("alice"));
  auto racing = create_access_key(basis(), kAccount, seen<User>("alice"));
  auto committed = sync_wait(repository_.commit(Result<Change<AccessKey>>(second), std::nullopt));
  EXPECT_TRUE(committed);
  EXPECT_EQ(refused(std::move(racing)).code(), ErrorCode::Conflict);
  EXPECT_EQ(refused(create_access_key(basis(), kAccount, seen<User>("alice"))),
            Error(ErrorCode::LimitExceeded, "Cannot exceed quota for AccessKeysPerUser: 2"));
}

TEST_F(AccessKeyTest, DoesNotSignWhileItIsInactive) {
  user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  made(set_access_key_active(basis(), kAccount, seen<User>("alice"), key->id, false));
  EXPECT_EQ(access_keys_.find(key->id), nullptr);
  EXPECT_FALSE(directory().access_key(key->id)->active);
  made(set_access_key_active(basis(), kAccount, seen<User>("alice"), key->id, true));
  EXPECT_TRUE(access_keys_.find(key->id)->secret == key->secret);
}

TEST_F(AccessKeyTest, FollowsItsUsersNameAndTags) {
  user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  made(update_user(basis(), seen<User>("alice"), {.name = "bob"}));
  EXPECT_EQ(access_keys_.find(key->id)->principal.arn, "arn:aws:iam::111122223333:user/bob");
  const std::array tags{Tag{"team", "blue"}};
  made(add_tags<User>(basis(), directory().find<User>(kAccount, "bob"), tags));
  EXPECT_THAT(access_keys_.find(key->id)->caller->tags, ElementsAre(Tag{"team", "blue"}));
}

TEST_F(AccessKeyTest, IsFoundByItsOwnerAlone) {
  user("alice");
  user("bob");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  for (const UserPtr& owner : {seen<User>("bob"), UserPtr()}) {
    EXPECT_EQ(
        refused(delete_access_key(basis(), kAccount, owner, key->id)),
        Error(ErrorCode::NoSuchEntity, "The Access Key with id " + key->id + " cannot be found."));
  }
}

TEST_F(AccessKeyTest, IsGoneWithItsLastUseWhenItIsDeleted) {
  user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  made(note_key_use(basis(), key->id, "iam", "us-east-1"));
  made(delete_access_key(basis(), kAccount, seen<User>("alice"), key->id));
  EXPECT_EQ(access_keys_.find(key->id), nullptr);
  EXPECT_EQ(directory().access_key(key->id), nullptr);
  EXPECT_EQ(directory().last_use(key->id), nullptr);
  EXPECT_TRUE(directory().find<User>(kAccount, "alice")->access_keys.empty());
}

TEST_F(AccessKeyTest, RemembersItsLastUseToFiveMinutes) {
  user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  EXPECT_TRUE(last_use_is_due(directory(), key->id, clock_.now()));
  made(note_key_use(basis(), key->id, "secretsmanager", "eu-west-1"));
  EXPECT_EQ(directory().last_use(key->id)->service, "secretsmanager");
  EXPECT_EQ(directory().last_use(key->id)->at, clock_.now());
  clock_.advance(5min - 1ms);
  EXPECT_FALSE(last_use_is_due(directory(), key->id, clock_.now()));
  clock_.advance(1ms);
  EXPECT_TRUE(last_use_is_due(directory(), key->id, clock_.now()));
  made(note_key_use(basis(), key->id, "kms", "eu-west-1"));
  EXPECT_EQ(directory().last_use(key->id)->service, "kms");
}

class GroupTest : public testing::IamTest {};

TEST_F(GroupTest, HasMembersThatSurviveItsRename) {
  user("alice");
  group("team");
  made(add_user_to_group(basis(), seen<Group>("TEAM"), seen<User>("Alice")));
  made(update_group(basis(), seen<Group>("team"), {.name = "crew"}));
  const GroupPtr crew = directory().find<Group>(kAccount, "crew");
  ASSERT_EQ(directory().members(*crew).size(), 1U);
  EXPECT_EQ(directory().members(*crew)[0]->name, "alice");
}

TEST_F(GroupTest, TakesAndLosesAUserOnce) {
  user("alice");
  group("team");
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  EXPECT_EQ(directory().find<User>(kAccount, "alice")->groups.size(), 1U);
  made(remove_user_from_group(basis(), seen<Group>("team"), seen<User>("alice")));
  made(remove_user_from_group(basis(), seen<Group>("team"), seen<User>("alice")));
  EXPECT_TRUE(directory().find<User>(kAccount, "alice")->groups.empty());
}

TEST_F(GroupTest, IsDeletedOnlyWhenItIsEmpty) {
  user("alice");
  group("team");
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  made(attach_policy<Group>(basis(), seen<Group>("team"), policy("p")->arn()));
  made(put_inline_policy<Group>(basis(), seen<Group>("team"), "inline", kAllowAll));
  const auto message = [&] {
    return refused(delete_group(basis(), seen<Group>("team"))).message();
  };
  EXPECT_EQ(message(), "Cannot delete entity, must remove users from group first.");
  made(remove_user_from_group(basis(), seen<Group>("team"), seen<User>("alice")));
  EXPECT_EQ(message(), "Cannot delete entity, must detach all policies first.");
  made(detach_policy<Group>(basis(), seen<Group>("team"), "arn:aws:iam::111122223333:policy/p"));
  EXPECT_EQ(message(), "Cannot delete entity, must delete policies first.");
  made(delete_inline_policy<Group>(basis(), seen<Group>("team"), "inline"));
  made(delete_group(basis(), seen<Group>("team")));
}

TEST_F(GroupTest, IsNotDeletedWhileSomebodyJoins) {
  user("alice");
  group("team");
  auto deletion = delete_group(basis(), seen<Group>("team"));
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  EXPECT_EQ(refused(std::move(deletion)).code(), ErrorCode::Conflict);
}

TEST_F(GroupTest, HasALimitForEachUser) {
  user("alice");
  for (int i = 0; i < 10; ++i) {
    const std::string name = "g" + std::to_string(i);
    group(name);
    made(add_user_to_group(basis(), seen<Group>(name), seen<User>("alice")));
  }
  group("one-more");
  EXPECT_EQ(refused(add_user_to_group(basis(), seen<Group>("one-more"), seen<User>("alice"))),
            Error(ErrorCode::LimitExceeded, "Cannot exceed quota for GroupsPerUser: 10"));
}

}  // namespace
}  // namespace strongroom::iam
