#include "gateway/call_record.h"

#include "gateway/user_identity.h"
#include "iam/callers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace strongroom::gateway {
namespace {

using testing::HasSubstr;
using testing::Not;

iam::CallerPtr user() {
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::User;
  caller.account = "111122223333";
  caller.arn = "arn:aws:iam::111122223333:user/ann";
  caller.unique_id = caller.user_id = "AIDAEXAMPLE";
  caller.user_name = "ann";
  return std::make_shared<const policy::Caller>(caller);
}

AuthenticatedCaller session_of(policy::Caller caller, iam::Session session, iam::RolePtr role,
                               iam::UserPtr from = nullptr) {
  auto open = std::make_shared<iam::OpenSession>();
  open->caller = std::make_shared<const policy::Caller>(std::move(caller));
  session.issued = timestamp_of(1'700'000'000'000);
  open->session = std::make_shared<const iam::Session>(std::move(session));
  open->role = std::move(role);
  open->user = std::move(from);
  return {.caller = open->caller,
          .access_key_id = "ASIAEXAMPLE",
          .region = "eu-west-1",
          .session = open};
}

std::string identity(const AuthenticatedCaller& caller) {
  Arena arena;
  return std::string(user_identity(caller, arena));
}

// cloudtrail contract 3, row by row.

TEST(UserIdentityTest, OfRoot) {
  EXPECT_EQ(identity({.caller = iam::root_caller("111122223333"),
                      .access_key_id = "AKIAEXAMPLE",
                      .region = "eu-west-1"}),
            R"({"type":"Root","principalId":"111122223333","arn":"arn:aws:iam::111122223333:root",)"
            R"("accountId":"111122223333","accessKeyId":"AKIAEXAMPLE"})");
}

TEST(UserIdentityTest, OfAUser) {
  EXPECT_EQ(identity({.caller = user(), .access_key_id = "AKIAEXAMPLE", .region = "eu-west-1"}),
            R"({"type":"IAMUser","principalId":"AIDAEXAMPLE",)"
            R"("arn":"arn:aws:iam::111122223333:user/ann","accountId":"111122223333",)"
            R"("accessKeyId":"AKIAEXAMPLE","userName":"ann"})");
}

TEST(UserIdentityTest, OfAUserWithASession) {
  iam::Session session;
  session.kind = iam::Session::Kind::User;
  session.mfa = timestamp_of(1);
  EXPECT_THAT(identity(session_of(*user(), std::move(session), nullptr)),
              HasSubstr(R"("userName":"ann","sessionContext":{"attributes":{)"
                        R"("creationDate":"2023-11-14T22:13:20Z","mfaAuthenticated":"true"}}})"));
}

TEST(UserIdentityTest, OfARoleSessionFromAWebIdentity) {
  auto role = std::make_shared<iam::Role>();
  role->account = "111122223333";
  role->name = "reader";
  role->path = "/ci/";
  role->id = "AROAEXAMPLE";
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::RoleSession;
  caller.account = "111122223333";
  caller.arn = "arn:aws:sts::111122223333:assumed-role/reader/job";
  caller.user_id = "AROAEXAMPLE:job";
  iam::Session session;
  session.federated_provider = "arn:aws:iam::111122223333:oidc-provider/example.com";
  session.source_identity = "alice";
  EXPECT_EQ(
      identity(session_of(caller, std::move(session), role)),
      R"({"type":"AssumedRole","principalId":"AROAEXAMPLE:job",)"
      R"("arn":"arn:aws:sts::111122223333:assumed-role/reader/job","accountId":"111122223333",)"
      R"("accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",)"
      R"("principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/ci/reader",)"
      R"("accountId":"111122223333","userName":"reader"},"webIdFederationData":)"
      R"({"federatedProvider":"arn:aws:iam::111122223333:oidc-provider/example.com",)"
      R"("attributes":{}},"attributes":{"creationDate":"2023-11-14T22:13:20Z",)"
      R"("mfaAuthenticated":"false"},"sourceIdentity":"alice"}})");
}

TEST(UserIdentityTest, OfAFederatedSessionOfRoot) {
  policy::Caller caller;
  caller.kind = policy::Caller::Kind::FederatedSession;
  caller.account = "111122223333";
  caller.arn = "arn:aws:sts::111122223333:federated-user/bob";
  caller.user_id = "111122223333:bob";
  iam::Session session;
  session.kind = iam::Session::Kind::Federated;
  session.account = "111122223333";
  const std::string text = identity(session_of(caller, std::move(session), nullptr));
  EXPECT_THAT(text, HasSubstr(R"({"type":"FederatedUser","principalId":"111122223333:bob")"));
  EXPECT_THAT(text, HasSubstr(R"("sessionIssuer":{"type":"Root","principalId":"111122223333",)"
                              R"("arn":"arn:aws:iam::111122223333:root")"));
}

TEST(UserIdentityTest, OfNobodyShowsAKeyOnlyIfItCanBeOne) {
  Arena arena;
  EXPECT_EQ(unknown_identity("AKIAIOSFODNN7EXAMPLE", arena),
            R"({"type":"Unknown","accessKeyId":"AKIAIOSFODNN7EXAMPLE"})");
  EXPECT_EQ(unknown_identity("password", arena), R"({"type":"Unknown"})");
}

TEST(UserIdentityTest, IsNotConfusedBetweenCallers) {
  const AuthenticatedCaller root{.caller = iam::root_caller("111122223333"),
                                 .access_key_id = "AKIAONE",
                                 .region = "eu-west-1"};
  AuthenticatedCaller other = root;
  other.access_key_id = "AKIATWO";
  EXPECT_THAT(identity(root), HasSubstr("AKIAONE"));
  EXPECT_THAT(identity(other), HasSubstr("AKIATWO"));
  EXPECT_THAT(identity(root), HasSubstr("AKIAONE"));
}

}  // namespace
}  // namespace strongroom::gateway
