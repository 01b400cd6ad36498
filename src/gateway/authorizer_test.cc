#include "gateway/authorizer.h"

#include "base/clock.h"
#include "base/sync_wait.h"
#include "iam/account_changes.h"
#include "iam/callers.h"
#include "iam/iam_repository.h"
#include "iam/permission_changes.h"
#include "iam/user_changes.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "store/memory/memory_store.h"

#include <gtest/gtest.h>

namespace strongroom::gateway {
namespace {

constexpr std::string_view kAccount = "111122223333";
constexpr std::string_view kSecret =
    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf";
constexpr std::string_view kForeignSecret =
    "arn:aws:secretsmanager:eu-west-1:444455556666:secret:a-AbCdEf";
constexpr std::string_view kReadSecret =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:*:*:secret:a-??????"}})";

policy::AccessRequest read_of(std::string_view resource, std::string_view account = kAccount) {
  return {.action = "secretsmanager:GetSecretValue",
          .resource = resource,
          .resource_account = account,
          .context = {},
          .resource_tags = {}};
}

/// Decides by what the directory of one account says.
class CallerAuthorizerTest : public testing::Test {
 protected:
  CallerAuthorizerTest() {
    EXPECT_TRUE(identity_.load());
    EXPECT_TRUE(sync_wait(identity_.commit(create_account(basis(), kAccount), std::nullopt)));
    alice_ =
        sync_wait(identity_.commit(create_user(basis(), {.account = kAccount, .name = "alice"}),
                                   std::nullopt))
            ->result;
  }

  iam::Basis basis() const { return identity_.basis(clock_.now()); }
  iam::UserPtr stored_alice() const {
    return identity_.directory().find_by_id<iam::User>(alice_->id);
  }
  void let_alice(std::string_view document) {
    EXPECT_TRUE(sync_wait(identity_.commit(
        iam::put_inline_policy<iam::User>(basis(), stored_alice(), "p", document), std::nullopt)));
  }
  Result<void> decide(iam::CallerPtr who, const policy::AccessRequest& access) {
    const AuthenticatedCaller caller{
        .caller = std::move(who), .access_key_id = "AKIA", .region = "eu-west-1"};
    return CallerAuthorizer(caller, {}, identity_.directory(), sessions_,
                            {.request_id = "request", .at = clock_.now(), .refusals = refusals_})
        .require(access);
  }
  /// For somebody else than the caller, who is nobody.
  Result<void> decide_for(const policy::Caller& who, const policy::AccessRequest& access) {
    const AuthenticatedCaller nobody = anonymous_caller();
    return CallerAuthorizer(nobody, {}, identity_.directory(), sessions_,
                            {.request_id = "request", .at = clock_.now(), .refusals = refusals_})
        .require_for(who, access);
  }
  Result<void> alice(const policy::AccessRequest& access) {
    return decide(iam::user_caller(*alice_), access);
  }

  FakeClock clock_;
  store::MemoryStore store_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace keys_{keyring_};
  iam::AccessKeys access_keys_;
  iam::IamRepository identity_{store_, keys_, access_keys_};
  iam::Sessions sessions_{keyring_, identity_.directory(), access_keys_};
  Refusals refusals_;
  iam::UserPtr alice_;
};

TEST_F(CallerAuthorizerTest, LetsRootDoEverythingInItsAccount) {
  EXPECT_TRUE(decide(iam::root_caller(kAccount), read_of("name")));
}

TEST_F(CallerAuthorizerTest, RefusesRootInAnotherAccountAsAwsDoes) {
  EXPECT_EQ(decide(iam::root_caller(kAccount), read_of(kForeignSecret, "444455556666")).error(),
            Error(ErrorCode::AccessDenied,
                  "User: arn:aws:iam::111122223333:root is not authorized to perform: "
                  "secretsmanager:GetSecretValue on resource: "
                  "arn:aws:secretsmanager:eu-west-1:444455556666:secret:a-AbCdEf because no "
                  "resource-based policy allows the secretsmanager:GetSecretValue action"));
}

TEST_F(CallerAuthorizerTest, RefusesAUserWithoutPolicies) {
  EXPECT_EQ(alice({.action = "secretsmanager:ListSecrets",
                   .resource = "*",
                   .resource_account = kAccount,
                   .context = {},
                   .resource_tags = {}})
                .error(),
            Error(ErrorCode::AccessDenied,
                  "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: "
                  "secretsmanager:ListSecrets because no identity-based policy allows the "
                  "secretsmanager:ListSecrets action"));
}

TEST_F(CallerAuthorizerTest, SeesAPolicyAsSoonAsItIsCommitted) {
  EXPECT_FALSE(alice(read_of(kSecret)));
  let_alice(kReadSecret);
  EXPECT_TRUE(alice(read_of(kSecret)));
  EXPECT_FALSE(alice(read_of(kForeignSecret, "444455556666")));
}

TEST_F(CallerAuthorizerTest, AllowsNothingToAUserWhoIsGone) {
  let_alice(kReadSecret);
  const iam::CallerPtr gone = iam::user_caller(*alice_);
  EXPECT_TRUE(sync_wait(identity_.commit(
      iam::delete_inline_policy<iam::User>(basis(), stored_alice(), "p"), std::nullopt)));
  EXPECT_TRUE(sync_wait(identity_.commit(iam::delete_user(basis(), stored_alice()), std::nullopt)));
  EXPECT_FALSE(decide(gone, read_of(kSecret)));
}

TEST_F(CallerAuthorizerTest, NamesTheResourceAsTheCallerKnowsIt) {
  policy::AccessRequest access = read_of(kSecret);
  access.shown_resource = "a";
  EXPECT_EQ(alice(access).error().message(),
            "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: "
            "secretsmanager:GetSecretValue on resource: a because no identity-based policy allows "
            "the secretsmanager:GetSecretValue action");
}

TEST_F(CallerAuthorizerTest, RemembersEachRefusalWithItsReason) {
  let_alice(kReadSecret);
  EXPECT_TRUE(alice(read_of(kSecret)));
  EXPECT_TRUE(refusals_.of_request("request").empty());
  EXPECT_FALSE(alice(read_of("arn:aws:secretsmanager:eu-west-1:111122223333:secret:b-AbCdEf")));
  const auto refused = refusals_.of_request("request");
  ASSERT_EQ(refused.size(), 1U);
  EXPECT_NE(refused.front().text.find("statement 1 at line 1, Allow, is about other resources"),
            std::string::npos)
      << refused.front().text;
}

TEST_F(CallerAuthorizerTest, RemembersThatACallerIsGone) {
  const iam::CallerPtr gone = iam::user_caller(*alice_);
  EXPECT_TRUE(sync_wait(identity_.commit(iam::delete_user(basis(), stored_alice()), std::nullopt)));
  EXPECT_FALSE(decide(gone, read_of(kSecret)));
  EXPECT_NE(refusals_.of_request("request").front().text.find("or the caller is gone"),
            std::string::npos);
}

TEST_F(CallerAuthorizerTest, LetsAWebIdentityInByTheTrustPolicyAlone) {
  const iam::TrustPolicyPtr trust = iam::trust_policy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/a"},"Action":"sts:AssumeRoleWithWebIdentity"}})",
      {});
  policy::Caller who;
  who.kind = policy::Caller::Kind::WebIdentity;
  who.federated_provider = "arn:aws:iam::111122223333:oidc-provider/a";
  policy::AccessRequest access{.action = "sts:AssumeRoleWithWebIdentity",
                               .resource = "arn:aws:iam::111122223333:role/r",
                               .resource_account = kAccount,
                               .context = {},
                               .resource_tags = {},
                               .resource_policy = trust->compiled.get(),
                               .resource_rule = policy::ResourceRule::RoleTrust};
  EXPECT_TRUE(decide_for(who, access));

  const Error refusal(ErrorCode::AccessDenied,
                      "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  who.federated_provider += "b";
  EXPECT_EQ(decide_for(who, access).error(), refusal);
  EXPECT_EQ(refusals_.of_request("request").size(), 1U) << "for the operator to explain";
  who.federated_provider.pop_back();
  access.resource_policy = nullptr;
  EXPECT_EQ(decide_for(who, access).error(), refusal) << "of a role that is not there";
}

}  // namespace
}  // namespace strongroom::gateway
