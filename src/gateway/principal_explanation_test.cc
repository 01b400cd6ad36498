#include "gateway/principal_explanation.h"

#include "base/sync_wait.h"
#include "iam/account_changes.h"
#include "iam/permission_changes.h"
#include "iam/role_changes.h"
#include "iam/user_changes.h"
#include "keyring/key_space.h"
#include "keyring/keyring.h"
#include "kms/key_service.h"
#include "secrets/page_token.h"
#include "secrets/secret_repository.h"
#include "store/memory/memory_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace strongroom::gateway {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kAccountId = "111122223333";
constexpr const char* kAlice = "arn:aws:iam::111122223333:user/alice";
constexpr const char* kApp = "arn:aws:iam::111122223333:role/app";
constexpr const char* kRead = "secretsmanager:GetSecretValue";
constexpr const char* kSecretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf";
constexpr std::string_view kReadFromHome =
    R"({"Version":"2012-10-17","Statement":{"Sid":"Home","Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}})";
constexpr std::string_view kTrustAlice =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"},"Action":"sts:AssumeRole"}})";

/// Alice, and the role `app` that trusts her.
class PrincipalExplanationTest : public testing::Test {
 protected:
  PrincipalExplanationTest() {
    EXPECT_TRUE(identity_.load());
    EXPECT_TRUE(keys_.load());
    EXPECT_TRUE(secrets_.load());
    commit(iam::create_account(basis(), kAccountId));
    commit(iam::create_user(basis(), {.account = kAccountId, .name = "alice"}));
    commit(iam::put_inline_policy<iam::User>(
        basis(), identity_.directory().find<iam::User>(kAccountId, "alice"), "home",
        kReadFromHome));
    commit(iam::create_role(basis(), {kAccountId, "app", kTrustAlice}));
  }

  iam::Basis basis() const { return identity_.basis(clock_.now()); }
  template <class E>
  void commit(Result<iam::Change<E>> change) {
    EXPECT_TRUE(sync_wait(identity_.commit(std::move(change), std::nullopt)));
  }
  std::string told(const AccessQuestion& question) const {
    const auto text = explain_access(services_, question, clock_.now());
    return text ? *text : text.error().message();
  }

  FakeClock clock_{timestamp_of(1'700'000'000'000)};
  store::MemoryStore store_;
  keyring::Keyring keyring_ = keyring::Keyring::create(clock_.now());
  keyring::KeySpace key_space_{keyring_};
  kms::KeyService keys_{store_, key_space_, keyring_, clock_};
  secrets::SecretRepository secrets_{store_, key_space_, keys_, std::size_t{1} << 20};
  secrets::PageTokens page_tokens_{bytes_of("00000000000000000000000000000000")};
  iam::AccessKeys access_keys_;
  iam::IamRepository identity_{store_, key_space_, access_keys_};
  iam::Sessions sessions_{keyring_, identity_.directory(), access_keys_};
  iam::SignInLimiter sign_ins_;
  WorkerPool workers_{1};
  ops::Services services_{.secrets = secrets_,
                          .keys = keys_,
                          .page_tokens = page_tokens_,
                          .identity = identity_,
                          .sessions = sessions_,
                          .sign_ins = sign_ins_,
                          .workers = workers_};
};

TEST_F(PrincipalExplanationTest, NamesTheConditionThatDoesNotHold) {
  const std::string text = told({kAlice, kRead, kSecretArn, {}});
  EXPECT_THAT(text, StartsWith("DENIED: arn:aws:iam::111122223333:user/alice asked for "
                               "secretsmanager:GetSecretValue on arn:aws:secretsmanager"));
  EXPECT_THAT(text, HasSubstr("IpAddress aws:SourceIp wants [10.0.0.0/8], it is absent"));
}

TEST_F(PrincipalExplanationTest, TakesTheContextThatIsGiven) {
  EXPECT_THAT(told({kAlice, kRead, kSecretArn, {{"aws:SourceIp", {"10.1.2.3"}}}}),
              StartsWith("ALLOWED: "));
  EXPECT_THAT(told({kAlice, kRead, kSecretArn, {{"aws:SourceIp", {"192.0.2.1"}}}}),
              HasSubstr("it is [192.0.2.1]"));
}

TEST_F(PrincipalExplanationTest, TakesTheGivenContextInsteadOfTheOwn) {
  const auto alice = identity_.directory().find<iam::User>(kAccountId, "alice");
  commit(iam::put_inline_policy<iam::User>(
      basis(), alice, "of-team",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"sts:AssumeRole","Resource":"*",
          "Condition":{"StringEquals":{"iam:ResourceTag/team":"red"}}}})"));
  const std::array tags{iam::Tag{"team", "blue"}};
  commit(iam::add_tags<iam::Role>(basis(), identity_.directory().find<iam::Role>(kAccountId, "app"),
                                  tags));
  EXPECT_THAT(told({kAlice, "sts:AssumeRole", kApp, {}}), StartsWith("ALLOWED"));
  EXPECT_THAT(told({kAlice, "sts:AssumeRole", kApp, {{"iam:ResourceTag/Team", {"blue"}}}}),
              StartsWith("ALLOWED"));
  EXPECT_THAT(told({kAlice, "sts:AssumeRole", kApp, {{"iam:ResourceTag/Team", {"red"}}}}),
              StartsWith("DENIED"));
}

TEST_F(PrincipalExplanationTest, KnowsRootRolesAndTheirSessions) {
  EXPECT_THAT(told({"arn:aws:iam::111122223333:root", kRead, kSecretArn, {}}),
              StartsWith("ALLOWED"));
  EXPECT_THAT(told({kApp, kRead, kSecretArn, {}}), StartsWith("DENIED"));
  EXPECT_THAT(told({"arn:aws:sts::111122223333:assumed-role/app/s", kRead, kSecretArn, {}}),
              StartsWith("DENIED: arn:aws:sts::111122223333:assumed-role/app/s asked"));
}

TEST_F(PrincipalExplanationTest, LooksAtTheTrustPolicyOfARole) {
  EXPECT_THAT(told({kAlice, "sts:AssumeRole", kApp, {}}), StartsWith("ALLOWED"));
  EXPECT_THAT(told({kApp, "sts:AssumeRole", kApp, {}}), StartsWith("DENIED"));
}

TEST_F(PrincipalExplanationTest, RefusesWhatIsNoQuestion) {
  EXPECT_THAT(told({"alice", kRead, kSecretArn, {}}), HasSubstr("principal alice: write an ARN."));
  EXPECT_THAT(told({"arn:aws:iam::111122223333:user/bob", kRead, kSecretArn, {}}),
              HasSubstr("there is no such user"));
  EXPECT_THAT(told({"arn:aws:iam::111122223333:user/x/alice", kRead, kSecretArn, {}}),
              HasSubstr("there is no such user"));
  EXPECT_THAT(told({kAlice, "GetSecretValue", kSecretArn, {}}), HasSubstr("write one action"));
  EXPECT_THAT(told({kAlice, "secretsmanager:*", kSecretArn, {}}), HasSubstr("write one action"));
  EXPECT_THAT(told({kAlice, kRead, "a", {}}), HasSubstr("write an ARN or *."));
}

}  // namespace
}  // namespace strongroom::gateway
