#include "iam/sessions.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "iam/packed_text.h"
#include "iam/testing/iam_fixture.h"

#include <rapidcheck.h>

#include <chrono>

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using testing::kAccount;
using testing::kAllowAll;
using testing::kOther;
using ::testing::SizeIs;
using namespace std::chrono_literals;

class SessionsTest : public testing::IamTest {
 protected:
  Session of_role(const Role& role) const {
    Session session;
    session.kind = Session::Kind::AssumedRole;
    session.account = role.account;
    session.principal_id = role.id;
    session.name = "build-7";
    session.issued = clock_.now();
    session.expires = clock_.now() + 1h;
    return session;
  }
  Session of_user(const User& user, Session::Kind kind, std::string parent_key) const {
    Session session;
    session.kind = kind;
    session.account = user.account;
    session.principal_id = user.id;
    session.name = kind == Session::Kind::Federated ? "guest" : "";
    session.parent_key = std::move(parent_key);
    session.issued = clock_.now();
    session.expires = clock_.now() + 12h;
    return session;
  }
  Result<OpenSessionPtr> open(const Sessions::Issued& issued) {
    return sessions_.open(issued.session->access_key_id, issued.token.text, clock_.now());
  }
  ErrorCode refusal(const Sessions::Issued& issued) {
    const auto opened = open(issued);
    return opened ? ErrorCode::Internal : opened.error().code();
  }

  Sessions sessions_{keyring_, directory(), access_keys_, 64};
};

TEST_F(SessionsTest, KnowsARoleSessionAgain) {
  const RolePtr r = made(create_role(basis(), {kAccount, "r", testing::kTrustAccount, "/x/"}));
  const Sessions::Issued issued = sessions_.issue(of_role(*r)).value();
  EXPECT_TRUE(issued.session->access_key_id.starts_with("ASIA"));
  EXPECT_LT(issued.token.text.size(), kTokenBound);
  const OpenSessionPtr opened = open(issued).value();
  EXPECT_TRUE(opened->session->secret == issued.session->secret);
  const policy::Caller& caller = *opened->caller;
  EXPECT_EQ(caller.kind, policy::Caller::Kind::RoleSession);
  EXPECT_EQ(caller.arn, "arn:aws:sts::111122223333:assumed-role/r/build-7");
  EXPECT_EQ(caller.parent_arn, "arn:aws:iam::111122223333:role/x/r");
  EXPECT_EQ(caller.user_id, r->id + ":build-7");
  EXPECT_TRUE(caller.temporary);
  EXPECT_EQ(caller.mfa_present, false);
}

TEST_F(SessionsTest, CarriesAllThatTheContractNames) {
  const RolePtr r = role("r");
  Session session = of_role(*r);
  session.chained = true;
  session.mfa = clock_.now() - 1min;
  session.source_identity = "alice";
  session.federated_provider = "arn:aws:iam::111122223333:oidc-provider/issuer";
  session.policy = kAllowAll;
  session.policy_arns = {"arn:aws:iam::aws:policy/ReadOnlyAccess"};
  session.tags = {{"team", "blue"}};
  session.transitive_tag_keys = {"team"};
  const OpenSessionPtr opened = open(sessions_.issue(std::move(session)).value()).value();
  const Session& carried = *opened->session;
  EXPECT_TRUE(carried.chained);
  EXPECT_EQ(carried.mfa, clock_.now() - 1min);
  EXPECT_EQ(carried.source_identity, "alice");
  EXPECT_EQ(carried.federated_provider, "arn:aws:iam::111122223333:oidc-provider/issuer");
  EXPECT_EQ(carried.policy, kAllowAll);
  EXPECT_THAT(carried.transitive_tag_keys, ElementsAre("team"));
  EXPECT_EQ(opened->caller->source_identity, "alice");
  const SessionPolicies policies = sessions_.policies_of(*opened);
  EXPECT_TRUE(policies.present);
  EXPECT_FALSE(policies.unreadable);
  EXPECT_THAT(policies.policies, SizeIs(2));
}

TEST_F(SessionsTest, OverlaysTheRolesTags) {
  const std::array role_tags{Tag{"Team", "red"}, Tag{"cost", "1"}};
  const RolePtr r = made(create_role(basis(), {.account = kAccount,
                                               .name = "r",
                                               .trust_policy = testing::kTrustAccount,
                                               .tags = role_tags}));
  Session session = of_role(*r);
  session.tags = {{"team", "blue"}};
  const auto issued = sessions_.issue(std::move(session)).value();
  EXPECT_THAT(open(issued).value()->caller->tags,
              ElementsAre(Tag{"cost", "1"}, Tag{"team", "blue"}));
  const std::array<std::string_view, 1> removed{"cost"};
  made(remove_tags<Role>(basis(), directory().find<Role>(kAccount, "r"), removed));
  EXPECT_THAT(open(issued).value()->caller->tags, ElementsAre(Tag{"team", "blue"}));
}

TEST_F(SessionsTest, OpensWithItsOwnAccessKeyAlone) {
  const RolePtr r = role("r");
  const auto issued = sessions_.issue(of_role(*r)).value();
  const auto other = sessions_.issue(of_role(*r)).value();
  EXPECT_EQ(
      sessions_.open(other.session->access_key_id, issued.token.text, clock_.now()).error().code(),
      ErrorCode::UnrecognizedClient);
}

TEST_F(SessionsTest, EndsWhenItsTimeIsOver) {
  const auto issued = sessions_.issue(of_role(*role("r"))).value();
  clock_.advance(1h - 1ms);
  EXPECT_TRUE(open(issued));
  clock_.advance(1ms);
  EXPECT_EQ(open(issued).error(), Error(ErrorCode::ExpiredToken,
                                        "The security token included in the request is expired"));
}

TEST_F(SessionsTest, EndsWithItsRoleAndDoesNotComeBackWithItsName) {
  const auto issued = sessions_.issue(of_role(*role("r"))).value();
  ASSERT_TRUE(open(issued));
  made(delete_role(basis(), seen<Role>("r")));
  EXPECT_EQ(refusal(issued), ErrorCode::UnrecognizedClient);
  role("r");
  EXPECT_EQ(refusal(issued), ErrorCode::UnrecognizedClient);
}

TEST_F(SessionsTest, OfAUserIsTheUserAndFollowsHisName) {
  const UserPtr alice = user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const auto issued = sessions_.issue(of_user(*alice, Session::Kind::User, key->id)).value();
  EXPECT_EQ(open(issued).value()->caller->arn, "arn:aws:iam::111122223333:user/alice");
  EXPECT_EQ(open(issued).value()->caller->user_id, alice->id);
  made(update_user(basis(), seen<User>("alice"), {.name = "bob"}));
  EXPECT_EQ(open(issued).value()->caller->arn, "arn:aws:iam::111122223333:user/bob");
}

TEST_F(SessionsTest, OfAUserEndsWithTheKeyThatAskedForIt) {
  const UserPtr alice = user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const auto issued = sessions_.issue(of_user(*alice, Session::Kind::User, key->id)).value();
  made(set_access_key_active(basis(), kAccount, seen<User>("alice"), key->id, false));
  EXPECT_EQ(refusal(issued), ErrorCode::UnrecognizedClient);
  made(set_access_key_active(basis(), kAccount, seen<User>("alice"), key->id, true));
  EXPECT_TRUE(open(issued));
  made(delete_access_key(basis(), kAccount, seen<User>("alice"), key->id));
  EXPECT_EQ(refusal(issued), ErrorCode::UnrecognizedClient);
}

TEST_F(SessionsTest, OfAFederatedUserNamesHimAndHisParent) {
  const UserPtr alice = user("alice");
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, seen<User>("alice")));
  const auto issued = sessions_.issue(of_user(*alice, Session::Kind::Federated, key->id)).value();
  const policy::Caller caller = *open(issued).value()->caller;
  EXPECT_EQ(caller.kind, policy::Caller::Kind::FederatedSession);
  EXPECT_EQ(caller.arn, "arn:aws:sts::111122223333:federated-user/guest");
  EXPECT_EQ(caller.user_id, "111122223333:guest");
  EXPECT_EQ(caller.unique_id, alice->id);
  EXPECT_EQ(caller.parent_arn, alice->arn());
  EXPECT_EQ(caller.user_name, "");
}

TEST_F(SessionsTest, OfRootIsRoot) {
  const AccessKeyPtr key = made(create_access_key(basis(), kAccount, nullptr));
  Session session;
  session.kind = Session::Kind::User;
  session.account = kAccount;
  session.parent_key = key->id;
  session.issued = clock_.now();
  session.expires = clock_.now() + 1h;
  const auto issued = sessions_.issue(std::move(session)).value();
  EXPECT_EQ(open(issued).value()->caller->kind, policy::Caller::Kind::Root);
}

TEST_F(SessionsTest, RefusesTokensOfOtherKeysAndDeployments) {
  const RolePtr r = role("r");
  const auto one = sessions_.issue(of_role(*r)).value();
  const auto two = sessions_.issue(of_role(*r)).value();
  EXPECT_EQ(sessions_.open(one.session->access_key_id, two.token.text, clock_.now()).error(),
            Error(ErrorCode::UnrecognizedClient,
                  "The security token included in the request is invalid."));
  const keyring::Keyring other = keyring::Keyring::create(clock_.now());
  Sessions elsewhere(other, directory(), access_keys_);
  EXPECT_EQ(elsewhere.open(one.session->access_key_id, one.token.text, clock_.now()).error().code(),
            ErrorCode::UnrecognizedClient);
}

TEST_F(SessionsTest, RefusesEveryAlteredToken) {
  const auto issued = sessions_.issue(of_role(*role("r"))).value();
  const std::string_view id = issued.session->access_key_id;
  for (std::size_t at = 0; at < issued.token.text.size(); ++at) {
    std::string altered = issued.token.text;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(sessions_.open(id, altered, clock_.now())) << at;
    EXPECT_FALSE(sessions_.open(id, issued.token.text.substr(0, at), clock_.now())) << at;
  }
  EXPECT_FALSE(sessions_.open(id, issued.token.text + "AAAA", clock_.now()));
  EXPECT_FALSE(sessions_.open(id, std::string(100'000, 'A'), clock_.now()));
  EXPECT_EQ(sessions_.remembered(), 0U) << "nothing that was refused is kept";
}

TEST_F(SessionsTest, RemembersABoundedNumber) {
  const RolePtr r = role("r");
  std::vector<Sessions::Issued> all;
  for (int i = 0; i < 500; ++i) {
    all.push_back(sessions_.issue(of_role(*r)).value());
    ASSERT_TRUE(open(all.back()));
  }
  EXPECT_LE(sessions_.remembered(), 64U);
  EXPECT_TRUE(open(all.front())) << "forgotten is not refused";
  const OpenSessionPtr again = open(all.front()).value();
  EXPECT_EQ(open(all.front()).value(), again) << "opened once";
}

TEST_F(SessionsTest, LimitsWhatPoliciesAndTagsMayTake) {
  const RolePtr r = role("r");
  Session session = of_role(*r);
  session.policy =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["secretsmanager:GetSecretValue","secretsmanager:DescribeSecret"],"Resource":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*"}]})";
  const auto small = sessions_.issue(std::move(session)).value();
  EXPECT_GT(small.token.packed_percentage, 0U);
  EXPECT_LT(small.token.packed_percentage, 20U);

  Session large = of_role(*r);
  for (int i = 0; i < 50; ++i) large.tags.push_back({crypto::random_uuid(), crypto::random_uuid()});
  const auto refused = sessions_.issue(std::move(large));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::PackedPolicyTooLarge);
}

TEST_F(SessionsTest, FitsTheLongestNamesBesideTheFullestPack) {
  Session session = of_role(*role("r"));
  session.name = std::string(64, 'n');
  session.source_identity = std::string(64, 's');
  session.federated_provider = "arn:aws:iam::111122223333:oidc-provider/" + std::string(247, 'p');
  session.access_key_id = std::string(20, 'k');
  session.parent_key = std::string(20, 'k');
  session.secret = crypto::SecretBytes(40);
  auto token = seal_session(keyring_, session);
  while (token) {
    EXPECT_LT(token->text.size(), kTokenBound);
    session.tags.push_back({crypto::random_uuid(), crypto::random_uuid()});
    token = seal_session(keyring_, session);
  }
  EXPECT_TRUE(token.error().message().starts_with("Packed policy consumes 10"))
      << "the pack is what is full: " << token.error().message();
  EXPECT_GT(session.tags.size(), 10U);
}

TEST_F(SessionsTest, AllowNothingByAManagedSessionPolicyThatIsGone) {
  const std::string arn = policy("p")->arn();
  Session session = of_role(*role("r"));
  session.policy_arns = {arn};
  const OpenSessionPtr opened = open(sessions_.issue(std::move(session)).value()).value();
  EXPECT_FALSE(sessions_.policies_of(*opened).unreadable);
  made(delete_policy(basis(), seen<ManagedPolicy>(arn)));
  EXPECT_TRUE(sessions_.policies_of(*opened).present);
  EXPECT_TRUE(sessions_.policies_of(*opened).unreadable);
}

TEST(PackedTextTest, GivesBackWhatWasPacked) {
  EXPECT_TRUE(rc::check([](const std::string& text) {
    const auto again = unpacked(packed(bytes_of(text)), text.size());
    RC_ASSERT(again.has_value());
    RC_ASSERT(text_of(*again) == text);
  }));
}

TEST(PackedTextTest, RefusesWhatIsTooLongDamagedOrLonger) {
  Bytes bytes = packed(bytes_of(std::string(10'000, 'x')));
  EXPECT_TRUE(unpacked(bytes, 10'000));
  EXPECT_FALSE(unpacked(bytes, 9'999));
  EXPECT_FALSE(unpacked(ByteView(bytes).first(bytes.size() - 1), 10'000));
  bytes.push_back(std::byte{0});
  EXPECT_FALSE(unpacked(bytes, 10'000));
  EXPECT_FALSE(unpacked({}, 10));
}

// Tokens that are out there must open after an update: neither format nor dictionary may change.
TEST(PackedTextTest, UnpacksWhatWasPackedBefore) {
  EXPECT_EQ(
      text_of(*unpacked(bytes_of_hex("a39dc96801158be92b00").value(), 1000)),
      R"({"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":["secretsmanager:GetSecretValue"],"Resource":"*"}]})");
}

TEST(PackedTextTest, MakesPoliciesSmall) { EXPECT_LT(packed(bytes_of(kAllowAll)).size(), 40U); }

}  // namespace
}  // namespace strongroom::iam
