#include "ops/sts/assume_role.h"

#include "ops/testing/identity_fixture.h"

#include <fmt/format.h>

#include <array>
#include <string>

namespace strongroom::ops::sts {
namespace {

using namespace strongroom::iam;
using ops::testing::kAccount;
using ops::testing::kAllowAll;
using ops::testing::kOther;
using ::testing::ElementsAre;

constexpr std::string_view kNothing =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}})";

std::string trusting(std::string_view principal, std::string_view condition = "",
                     std::string_view actions = R"("sts:AssumeRole")") {
  return fmt::format(
      R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"AWS":"{}"}},"Action":[{}]{}}}}})",
      principal, actions, condition);
}

class AssumeRoleTest : public ops::testing::IdentityTest {
 protected:
  RolePtr role_of(std::string_view account, std::string_view name, std::string_view trust) {
    return made(create_role(basis(), {account, name, trust}));
  }
  AssumeRole::Input asking_for(std::string_view arn) {
    AssumeRole::Input input{};
    input.role_arn = arena_.copy(arn);
    input.session_name = "s1";
    return input;
  }
  Result<AssumeRole::Output> assume(const CallerPtr& caller, const Role& role) {
    return call<AssumeRole>(caller, asking_for(role.arn()));
  }
  OpenSessionPtr opened(const AssumeRole::Output& output) {
    const auto open = sessions_.open(output.credentials.access_key_id,
                                     output.credentials.session_token, clock_.now());
    return open ? *open : nullptr;
  }
};

// Policy contract 9, rows 106 to 108.
TEST_F(AssumeRoleTest, NeedsBothSidesAcrossAccounts) {
  const CallerPtr may = user_who_may("may", kAllowAll);
  const CallerPtr may_not = user_who_may("may-not", kNothing);
  const RolePtr by_user = role_of(kOther, "by-user", trusting(may->arn));
  const RolePtr by_other = role_of(kOther, "by-other", trusting(may_not->arn));
  const RolePtr by_account = role_of(kOther, "by-account", trusting(kAccount));
  const auto made_session = assume(may, *by_user);
  ASSERT_TRUE(made_session);
  EXPECT_EQ(made_session->user.arn, "arn:aws:sts::444455556666:assumed-role/by-user/s1");
  EXPECT_TRUE(assume(may, *by_account));
  EXPECT_EQ(assume(may, *by_other).error().code(), ErrorCode::AccessDenied);
  EXPECT_EQ(assume(may_not, *by_other).error().code(), ErrorCode::AccessDenied);
  EXPECT_EQ(assume(may_not, *by_account).error().code(), ErrorCode::AccessDenied);
}

TEST_F(AssumeRoleTest, NeedsOneSideWithinAnAccount) {
  const CallerPtr named = user_who_may("named", kNothing);
  EXPECT_TRUE(assume(named, *role_of(kAccount, "direct", trusting(named->arn))));
  EXPECT_FALSE(assume(named, *role_of(kAccount, "delegated", trusting(kAccount))));
}

// The confused deputy: who assumes roles for others has to name the one he does it for.
TEST_F(AssumeRoleTest, NeedsTheExternalIdThatTheRoleAsksFor) {
  const CallerPtr deputy = user_who_may("deputy", kAllowAll);
  const RolePtr role = role_of(
      kOther, "r",
      trusting(kAccount, R"(,"Condition":{"StringEquals":{"sts:ExternalId":"customer-7"}})"));
  AssumeRole::Input input = asking_for(role->arn());
  EXPECT_FALSE(call<AssumeRole>(deputy, input));
  input.external_id = "customer-8";
  EXPECT_FALSE(call<AssumeRole>(deputy, input));
  input.external_id = "customer-7";
  EXPECT_TRUE(call<AssumeRole>(deputy, input));
}

TEST_F(AssumeRoleTest, DoesNotTellWhetherThereIsARole) {
  const CallerPtr may = user_who_may("may", kAllowAll);
  const CallerPtr other = user_who_may("other", kAllowAll);
  role_of(kOther, "closed", trusting(other->arn));
  const auto answer = [&](std::string_view arn) {
    return call<AssumeRole>(may, asking_for(arn)).error();
  };
  EXPECT_EQ(answer("arn:aws:iam::444455556666:role/closed"),
            answer("arn:aws:iam::444455556666:role/none"));
  EXPECT_EQ(answer("arn:aws:iam::444455556666:role/path/closed").code(), ErrorCode::AccessDenied);
}

TEST_F(AssumeRoleTest, IsForRootOnlyWhereThatIsAllowed) {
  const RolePtr role = role_of(kAccount, "r", trusting(kAccount));
  EXPECT_EQ(assume(root_caller(kAccount), *role).error(),
            Error(ErrorCode::AccessDenied, "Roles may not be assumed by root accounts."));
}

TEST_F(AssumeRoleTest, EndsWithTheTimeThatTheRoleAllowsAndAfterAnHourInAChain) {
  const CallerPtr may = user_who_may("may", kAllowAll);
  const RolePtr first = role_of(kAccount, "first", trusting(may->arn));
  const RolePtr second = role_of(kAccount, "second", trusting(first->arn()));
  made(update_role(basis(), seen<Role>("second"), {.max_session = std::chrono::hours(12)}));
  AssumeRole::Input input = asking_for(first->arn());
  input.duration = 3601;
  EXPECT_EQ(call<AssumeRole>(may, input).error().message(),
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  const auto session = opened(*assume(may, *first));
  ASSERT_NE(session, nullptr);

  input = asking_for(second->arn());
  input.duration = 3601;
  EXPECT_EQ(call<AssumeRole>(session->caller, input, session.get()).error().message(),
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by "
            "role chaining.");
  input.duration = 3600;
  const auto chained = call<AssumeRole>(session->caller, input, session.get());
  ASSERT_TRUE(chained);
  EXPECT_EQ(chained->credentials.expiration, clock_.now() + std::chrono::hours(1));
}

TEST_F(AssumeRoleTest, HandsTransitiveTagsOn) {
  constexpr std::string_view kBoth = R"("sts:AssumeRole","sts:TagSession")";
  const CallerPtr may = user_who_may("may", kAllowAll);
  const RolePtr first = role_of(kAccount, "first", trusting(may->arn, "", kBoth));
  const RolePtr second = role_of(kAccount, "second", trusting(first->arn(), "", kBoth));
  const std::array tags{Tag{"team", "red"}, Tag{"cost", "7"}};
  const std::array<std::string_view, 1> transitive{"team"};
  AssumeRole::Input input = asking_for(first->arn());
  input.tags = tags;
  input.transitive_tag_keys = transitive;
  const auto session = opened(*call<AssumeRole>(may, input));
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(session->caller->tags.size(), 2U);

  input = asking_for(second->arn());
  const auto chained = opened(*call<AssumeRole>(session->caller, input, session.get()));
  ASSERT_NE(chained, nullptr);
  EXPECT_THAT(chained->caller->tags, ElementsAre(iam::Tag{"team", "red"}));
  const std::array again{Tag{"Team", "blue"}};
  input.tags = again;
  EXPECT_EQ(call<AssumeRole>(session->caller, input, session.get()).error().message(),
            "One of the specified transitive tag keys can't be set because it conflicts with a "
            "transitive tag key from the calling session.");
}

TEST_F(AssumeRoleTest, NeedsThePermissionForTagsAndSourceIdentity) {
  const CallerPtr may = user_who_may("may", kAllowAll);
  const RolePtr role = role_of(kAccount, "r", trusting(may->arn));
  const std::array tags{Tag{"team", "red"}};
  AssumeRole::Input input = asking_for(role->arn());
  input.tags = tags;
  EXPECT_EQ(call<AssumeRole>(may, input).error().message(), "sts:TagSession");
  input.tags = {};
  input.source_identity = "alice";
  EXPECT_EQ(call<AssumeRole>(may, input).error().message(), "sts:SetSourceIdentity");
}

// Nothing of a session changes the role, so there is no conflict: the session is the old role's,
// and dies with it.
TEST_F(AssumeRoleTest, IsOfTheRoleThatTheDecisionWasAbout) {
  const CallerPtr may = user_who_may("may", kAllowAll);
  const RolePtr role = role_of(kAccount, "r", trusting(may->arn));
  before_handle_ = [&] {
    made(delete_role(basis(), seen<Role>("r")));
    role_of(kAccount, "r", trusting("arn:aws:iam::111122223333:root"));
  };
  const auto session = assume(may, *role);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->user.id, role->id + ":s1");
  EXPECT_EQ(opened(*session), nullptr);
}

}  // namespace
}  // namespace strongroom::ops::sts
