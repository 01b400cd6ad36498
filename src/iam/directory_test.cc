#include "iam/directory.h"

#include "iam/testing/iam_fixture.h"
#include "policy/evaluate.h"

#include <rapidcheck.h>

#include <algorithm>

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAccount;
using testing::kAllowAll;
using testing::kDenyAll;
using testing::kOther;

constexpr std::string_view kArn = "arn:aws:iam::111122223333:policy/p";

class PrincipalPoliciesTest : public testing::IamTest {
 protected:
  /// Where the policies of alice come from.
  std::vector<std::string> sources() {
    std::vector<std::string> names;
    for (const policy::PolicyPtr& each : policies()->identity) names.push_back(each->source_id());
    return names;
  }
  PrincipalPoliciesPtr policies() {
    return directory().policies_of(directory().find<User>(kAccount, "alice")->id);
  }
  policy::Effect effect(std::string_view action) {
    const UserPtr alice = directory().find<User>(kAccount, "alice");
    const PrincipalPoliciesPtr of = policies();
    const policy::AccessRequest request{.action = action,
                                        .resource = "*",
                                        .resource_account = kAccount,
                                        .context = {},
                                        .resource_tags = {}};
    const policy::ApplicablePolicies applicable{.identity = of->identity,
                                                .boundary = of->boundary.get()};
    return policy::evaluate(request, *user_caller(*alice), {}, applicable).effect;
  }
};

TEST_F(PrincipalPoliciesTest, AreInlineAttachedAndThoseOfGroups) {
  user("alice");
  group("team");
  policy("p");
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "own", kAllowAll));
  made(attach_policy<User>(basis(), seen<User>("alice"), kArn));
  made(put_inline_policy<Group>(basis(), seen<Group>("team"), "shared", kDenyAll));
  EXPECT_THAT(sources(), ElementsAre("own", kArn));
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  EXPECT_THAT(sources(), ElementsAre("own", kArn, "shared"));
  made(remove_user_from_group(basis(), seen<Group>("team"), seen<User>("alice")));
  EXPECT_THAT(sources(), ElementsAre("own", kArn));
}

TEST_F(PrincipalPoliciesTest, AreDecidedByTheEngine) {
  user("alice");
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::ImplicitDeny);
  made(attach_policy<User>(basis(), seen<User>("alice"),
                           "arn:aws:iam::aws:policy/AdministratorAccess"));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::Allow);
  made(put_boundary<User>(basis(), seen<User>("alice"),
                          "arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::ImplicitDeny);
  EXPECT_EQ(effect("iam:ListUsers"), policy::Effect::Allow);
}

TEST_F(PrincipalPoliciesTest, FollowAChangeOfAGroupsPolicies) {
  user("alice");
  group("team");
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  made(put_inline_policy<Group>(basis(), seen<Group>("team"), "g", kAllowAll));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::Allow);
  made(delete_inline_policy<Group>(basis(), seen<Group>("team"), "g"));
  EXPECT_THAT(sources(), IsEmpty());
}

TEST_F(PrincipalPoliciesTest, FollowTheDefaultVersionAlsoThroughGroupsAndBoundaries) {
  policy("p");
  user("alice");
  user("bob");
  group("team");
  made(add_user_to_group(basis(), seen<Group>("team"), seen<User>("alice")));
  made(attach_policy<Group>(basis(), seen<Group>("team"), kArn));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::Allow);
  made(create_policy_version(basis(), seen<ManagedPolicy>(kArn), kDenyAll, false));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::Allow);
  made(set_default_version(basis(), seen<ManagedPolicy>(kArn), "v2"));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::ExplicitDeny);
  made(detach_policy<Group>(basis(), seen<Group>("team"), kArn));
  made(put_boundary<User>(basis(), seen<User>("alice"), kArn));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::ExplicitDeny);
  made(set_default_version(basis(), seen<ManagedPolicy>(kArn), "v1"));
  EXPECT_EQ(effect("kms:ListKeys"), policy::Effect::ImplicitDeny);
}

TEST_F(PrincipalPoliciesTest, AreGoneWithThePrincipal) {
  const UserPtr alice = user("alice");
  EXPECT_NE(directory().policies_of(alice->id), nullptr);
  made(delete_user(basis(), seen<User>("alice")));
  EXPECT_EQ(directory().policies_of(alice->id), nullptr);
  EXPECT_NE(user("alice")->id, alice->id);
}

TEST_F(PrincipalPoliciesTest, ShareOneCopyOfEqualPolicies) {
  const std::size_t before = directory().policy_pool().size();
  for (int i = 0; i < 20; ++i) {
    const std::string name = "user" + std::to_string(i);
    user(name);
    made(put_inline_policy<User>(basis(), seen<User>(name), "same", kAllowAll));
  }
  EXPECT_EQ(directory().policy_pool().size(), before + 1);
  EXPECT_EQ(directory().find<User>(kAccount, "user0")->permissions.inlined[0].document,
            directory().find<User>(kAccount, "user19")->permissions.inlined[0].document);
}

TEST(PolicyPoolTest, ForgetsWhatNobodyHolds) {
  PolicyPool pool;
  for (int i = 0; i < 1000; ++i) pool.share("p", std::string(kAllowAll) + std::string(1, ' '));
  EXPECT_EQ(pool.size(), 0U);
  const PolicyTextPtr held = pool.share("p", kAllowAll);
  EXPECT_EQ(pool.share("p", kAllowAll), held);
  EXPECT_NE(pool.share("q", kAllowAll), held) << "explanations name the source";
  EXPECT_EQ(pool.share("p", "no policy")->compiled, nullptr);
}

class DirectoryTest : public testing::IamTest {};

TEST_F(DirectoryTest, ListsByNameIgnoringCaseOneAccountAtATime) {
  for (const auto* name : {"Zoe", "adam", "Bob"}) user(name);
  made(create_user(basis(), {kOther, "carol"}));
  std::vector<std::string> names;
  for (const UserPtr& each : directory().all<User>(kAccount)) names.push_back(each->name);
  EXPECT_THAT(names, ElementsAre("adam", "Bob", "Zoe"));
  EXPECT_EQ(directory().all<User>(kOther).size(), 1U);
  EXPECT_EQ(directory().count<User>(kAccount), 3U);
}

TEST_F(DirectoryTest, TakesTheRightsFromWhatItCanNotReadAnyMore) {
  const UserPtr alice = user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const UserPtr present = directory().find<User>(kAccount, "alice");
  ASSERT_TRUE(sync_wait(store_.commit(
      {.expects = {}, .writes = {{copy_of(present->key), Bytes{std::byte{9}}}}, .note = {}})));
  EXPECT_EQ(directory().find_by_id<User>(alice->id), nullptr);
  EXPECT_EQ(directory().policies_of(alice->id), nullptr);
  EXPECT_EQ(access_keys_.find(key->id), nullptr) << "it signs for nobody";
}

TEST_F(DirectoryTest, StopsAKeyWhoseRecordCanNotBeReadAnyMore) {
  user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const StoreKey place = directory().access_key(key->id)->key;
  ASSERT_TRUE(sync_wait(store_.commit(
      {.expects = {}, .writes = {{copy_of(place), Bytes{std::byte{9}}}}, .note = {}})));
  EXPECT_EQ(access_keys_.find(key->id), nullptr);
}

/// Whatever is done in whatever order, a directory that is loaded afresh says the same.
TEST(DirectoryPropertyTest, IsTheSameAfterARestart) {
  EXPECT_TRUE(rc::check([] {
    FakeClock clock;
    store::MemoryStore store;
    const keyring::Keyring keyring = keyring::Keyring::create(clock.now());
    const keyring::KeySpace keys(keyring);
    AccessKeys access_keys;
    IamRepository repository(store, keys, access_keys);
    RC_ASSERT(repository.load().has_value());
    const auto basis = [&] { return repository.basis(clock.now()); };
    const auto attempt = [&](auto change) {
      (void)sync_wait(repository.commit(std::move(change), std::nullopt));
    };
    const auto user_named = [&](const std::string& name) {
      return repository.directory().find<User>(kAccount, name);
    };
    const auto group_named = [&](const std::string& name) {
      return repository.directory().find<Group>(kAccount, name);
    };
    attempt(create_account(basis(), kAccount));
    const std::vector<std::string> names{"a", "B", "c"};
    const std::string arn = "arn:aws:iam::111122223333:policy/a";
    const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 14));
    for (const int step : steps) {
      const std::string& name = *rc::gen::elementOf(names);
      const std::string& other = *rc::gen::elementOf(names);
      const ManagedPolicyPtr policy = repository.directory().find_policy(arn);
      switch (step) {
        case 0:
        case 1:
          attempt(create_user(basis(), {kAccount, name}));
          break;
        case 2:
          attempt(create_group(basis(), kAccount, name));
          break;
        case 3:
          attempt(create_policy(basis(), {kAccount, "a", kAllowAll}));
          break;
        case 4:
          if (group_named(name) && user_named(other))
            attempt(add_user_to_group(basis(), group_named(name), user_named(other)));
          break;
        case 5:
          if (user_named(name)) attempt(attach_policy<User>(basis(), user_named(name), arn));
          break;
        case 6:
          if (group_named(name)) attempt(attach_policy<Group>(basis(), group_named(name), arn));
          break;
        case 7:
          if (user_named(name)) attempt(update_user(basis(), user_named(name), {.name = other}));
          break;
        case 8:
          if (user_named(name)) attempt(delete_user(basis(), user_named(name)));
          break;
        case 9:
          if (policy) attempt(create_policy_version(basis(), policy, kDenyAll, true));
          break;
        case 10:
          if (group_named(name))
            attempt(put_inline_policy<Group>(basis(), group_named(name), "i", kDenyAll));
          break;
        case 11:
          if (user_named(name)) attempt(create_access_key(basis(), kAccount, user_named(name)));
          break;
        case 12:
          if (user_named(name)) attempt(put_boundary<User>(basis(), user_named(name), arn));
          break;
        default:
          if (policy) attempt(delete_policy(basis(), policy));
          break;
      }
    }
    AccessKeys fresh_keys;
    IamRepository fresh(store, keys, fresh_keys);
    RC_ASSERT(fresh.load().has_value());
    const Directory& was = repository.directory();
    const Directory& is = fresh.directory();
    RC_ASSERT(fresh_keys.size() == access_keys.size());
    RC_ASSERT(is.count<User>(kAccount) == was.count<User>(kAccount));
    for (const UserPtr& user : was.all<User>(kAccount)) {
      const UserPtr again = is.find_by_id<User>(user->id);
      RC_ASSERT(again != nullptr);
      RC_ASSERT(again->arn() == user->arn());
      RC_ASSERT(again->revision == user->revision);
      const auto source = [](const policy::PolicyPtr& each) { return each->source_id(); };
      const auto before = was.policies_of(user->id);
      const auto after = is.policies_of(user->id);
      RC_ASSERT(!before->unreadable && !after->unreadable);
      RC_ASSERT(std::ranges::equal(before->identity, after->identity, {}, source, source));
      RC_ASSERT((before->boundary == nullptr) == (after->boundary == nullptr));
    }
  }));
}

}  // namespace
}  // namespace strongroom::iam
