#include "ops/sts/get_access_key_info.h"
#include "ops/sts/get_caller_identity.h"
#include "ops/sts/get_federation_token.h"
#include "ops/sts/get_session_token.h"
#include "ops/testing/identity_fixture.h"

#include <string>

namespace strongroom::ops::sts {
namespace {

using namespace strongroom::iam;
using ops::testing::kAccount;
using ops::testing::kAllowAll;

/// Sessions of a user himself and of those whom he federates.
class UserSessionTest : public ops::testing::IdentityTest {
 protected:
  OpenSessionPtr opened(const Credentials& credentials) {
    const auto open =
        sessions_.open(credentials.access_key_id, credentials.session_token, clock_.now());
    return open ? *open : nullptr;
  }
  GetFederationToken::Input federating(std::string_view name) {
    GetFederationToken::Input input{};
    input.name = name;
    return input;
  }

  const CallerPtr alice_ = user_who_may("alice", kAllowAll);
};

TEST_F(UserSessionTest, IsTheUserForTwelveHours) {
  const auto made_session = call<GetSessionToken>(alice_, {});
  ASSERT_TRUE(made_session);
  EXPECT_EQ(made_session->credentials.expiration, clock_.now() + std::chrono::hours(12));
  const auto session = opened(made_session->credentials);
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(session->caller->arn, alice_->arn);
  EXPECT_EQ(session->caller->unique_id, alice_->unique_id);
  EXPECT_EQ(session->caller->mfa_present, false);
  made(put_inline_policy<User>(basis(), seen<User>("alice"), "p", iam::testing::kDenyAll));
  made(delete_inline_policy<User>(basis(), seen<User>("alice"), "p"));
  made(delete_user(basis(), seen<User>("alice")));
  EXPECT_EQ(opened(made_session->credentials), nullptr);
}

TEST_F(UserSessionTest, OfRootIsShort) {
  GetSessionToken::Input input{};
  input.duration = 129600;
  const auto made_session = call<GetSessionToken>(root_caller(kAccount), input);
  ASSERT_TRUE(made_session);
  EXPECT_EQ(made_session->credentials.expiration, clock_.now() + std::chrono::hours(1));
}

TEST_F(UserSessionTest, GivesNoFurtherOne) {
  const auto session = opened(call<GetSessionToken>(alice_, {})->credentials);
  EXPECT_EQ(call<GetSessionToken>(session->caller, {}, session.get()).error(),
            Error(ErrorCode::AccessDenied, "Cannot call GetSessionToken with session credentials"));
  EXPECT_EQ(
      call<GetFederationToken>(session->caller, federating("bob"), session.get()).error(),
      Error(ErrorCode::AccessDenied, "Cannot call GetFederationToken with session credentials"));
}

TEST_F(UserSessionTest, RefusesOneTimeCodes) {
  GetSessionToken::Input input{};
  input.serial_number = "arn:aws:iam::111122223333:mfa/alice";
  EXPECT_EQ(call<GetSessionToken>(alice_, input).error().code(), ErrorCode::AccessDenied);
  input.token_code = "123456";
  EXPECT_EQ(call<GetSessionToken>(alice_, input).error().message(),
            "MultiFactorAuthentication failed with invalid MFA one time pass code.");
}

TEST_F(UserSessionTest, OfAFederatedUserHasHisNameAndItsParent) {
  GetFederationToken::Input input = federating("bob");
  input.policy = kAllowAll;
  const auto made_session = call<GetFederationToken>(alice_, input);
  ASSERT_TRUE(made_session);
  EXPECT_EQ(made_session->user.id, "111122223333:bob");
  EXPECT_EQ(made_session->user.arn, "arn:aws:sts::111122223333:federated-user/bob");
  const auto session = opened(made_session->credentials);
  ASSERT_NE(session, nullptr);
  EXPECT_EQ(session->caller->parent_arn, alice_->arn);
  EXPECT_TRUE(sessions_.policies_of(*session).present);
  EXPECT_FALSE(
      sessions_
          .policies_of(*opened(call<GetFederationToken>(alice_, federating("bob"))->credentials))
          .present);
}

TEST_F(UserSessionTest, TakesPoliciesOfItsAccountAndOfLimitedSize) {
  GetFederationToken::Input input = federating("bob");
  const std::string large = R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",)"
                            R"("Resource":"*"}})" +
                            std::string(2048, ' ');
  input.policy = large;
  EXPECT_EQ(call<GetFederationToken>(alice_, input).error().code(),
            ErrorCode::PackedPolicyTooLarge);
  input.policy = R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*",)"
                 R"("Action":"*","Resource":"*"}})";
  EXPECT_EQ(call<GetFederationToken>(alice_, input).error().code(),
            ErrorCode::MalformedPolicyDocument);
}

TEST_F(UserSessionTest, KnowsItselfAndTheAccountOfAKey) {
  const auto identity = call<GetCallerIdentity>(alice_, {});
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->arn, alice_->arn);
  EXPECT_EQ(identity->user_id, alice_->unique_id);
  GetAccessKeyInfo::Input input{};
  const auto key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  input.access_key_id = key->id;
  EXPECT_EQ(call<GetAccessKeyInfo>(alice_, input)->account, kAccount);
  input.access_key_id = "no-access-key-id";
  EXPECT_EQ(call<GetAccessKeyInfo>(alice_, input).error().code(), ErrorCode::Validation);
}

}  // namespace
}  // namespace strongroom::ops::sts
