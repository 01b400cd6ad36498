#include "iam/principal_binding.h"

#include "iam/principal_tokens.h"
#include "iam/testing/iam_fixture.h"
#include "policy/evaluate.h"

#include <fmt/format.h>

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kAccount;
using testing::kOther;

std::string trust_in(std::string_view principal) {
  return fmt::format(
      R"({{ "Version":"2012-10-17", "Statement":[{{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}}] }})",
      principal);
}
std::string trust_in_aws(std::string_view arn) {
  return trust_in(fmt::format(R"({{"AWS": "{}"}})", arn));
}

TEST(PrincipalTokensTest, FindsPrincipalsAndNothingElse) {
  const std::string document = R"({"Statement":[
    {"Principal":{"AWS":["a","b"],"Service":"s"},"Condition":{"X":{"AWS":"no"}},"Action":"no"},
    {"NotPrincipal":{"Federated":"f"},"Sid":"Principal"},
    {"Principal":"*"}],"Principal":"no","Id":"AWS"})";
  std::vector<std::string> found;
  for (const PrincipalToken& token : principal_tokens(document)) {
    found.push_back(token.type + "=" + token.value);
    EXPECT_EQ(document.substr(token.offset, token.size), "\"" + token.value + "\"");
  }
  EXPECT_THAT(found, ElementsAre("AWS=a", "AWS=b", "Service=s", "Federated=f", "=*"));
}

TEST(PrincipalTokensTest, ReadsEscapes) {
  const auto tokens =
      principal_tokens(R"({"Statement":{"Principal":{"A\u0057S":"user\/\u00e4\u20ac\"x"}}})");
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens[0].type, "AWS");
  EXPECT_EQ(tokens[0].value, "user/\xc3\xa4\xe2\x82\xac\"x");
}

TEST(PrincipalTokensTest, EndsOnAnyText) {
  for (const auto* text : {"", "{", "[", "\"", "{\"Statement\":", "{\"Statement\":{\"Principal\":[",
                           "}}}]]]", "{\"Statement\":\"\\u", "[[[[[[", "{]}[", "[}"}) {
    principal_tokens(text);
  }
  principal_tokens(std::string(100'000, '['));
  principal_tokens(std::string(100'000, '{'));
}

class PrincipalBindingTest : public testing::IamTest {
 protected:
  std::string shown(std::string_view role_name) {
    const RolePtr role = directory().find<Role>(kAccount, role_name);
    return shown_document(role->trust->text, role->trust->bindings, directory());
  }
};

TEST_F(PrincipalBindingTest, BindsUsersAndRolesToTheirIds) {
  const UserPtr alice = made(create_user(basis(), {kAccount, "alice", "/x/"}));
  const RolePtr deployer = role("deployer");
  const RolePtr bound = role(
      "r",
      trust_in(fmt::format(
          R"({{"AWS":["{}","{}","arn:aws:sts::{}:assumed-role/deployer/s","{}","arn:aws:iam::{}:root"],"Service":"lambda.amazonaws.com"}})",
          alice->arn(), deployer->arn(), kAccount, kOther, kAccount)));
  std::vector<std::string> ids;
  for (const PrincipalBinding& binding : bound->trust->bindings) ids.push_back(binding.id);
  EXPECT_THAT(ids, ElementsAre(alice->id, deployer->id, deployer->id));
}

TEST_F(PrincipalBindingTest, RefusesWhoDoesNotExist) {
  made(create_user(basis(), {kAccount, "alice", "/x/"}));
  for (const auto* arn :
       {"arn:aws:iam::111122223333:user/alice",  // without the path
        "arn:aws:iam::111122223333:user/x/Alice", "arn:aws:iam::111122223333:role/alice",
        "arn:aws:sts::111122223333:assumed-role/none/session",
        "arn:aws:iam::999999999999:user/foreign"}) {
    EXPECT_EQ(refused(create_role(basis(), {kAccount, "r", trust_in_aws(arn)})),
              Error(ErrorCode::MalformedPolicyDocument,
                    fmt::format(R"(Invalid principal in policy: "AWS":"{}")", arn)));
  }
}

TEST_F(PrincipalBindingTest, TakesForeignAccountsAndWhereAskedTheirUsers) {
  role("a", trust_in_aws("999999999999"));
  role("b", trust_in_aws("arn:aws:iam::999999999999:root"));
  role("c", trust_in_aws("*"));
  made(create_role(basis(), {.account = kAccount,
                             .name = "d",
                             .trust_policy = trust_in_aws("arn:aws:iam::999999999999:user/x"),
                             .binding = {.allow_unknown_accounts = true}}));
  EXPECT_THAT(directory().find<Role>(kAccount, "d")->trust->bindings, IsEmpty());
}

TEST_F(PrincipalBindingTest, TakesProvidersThatAreSetUp) {
  const std::string arn = "arn:aws:iam::111122223333:oidc-provider/issuer.example";
  const std::string trust = fmt::format(
      R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{{"Federated":"{}"}},"Action":"sts:AssumeRoleWithWebIdentity"}}}})",
      arn);
  EXPECT_EQ(refused(create_role(basis(), {kAccount, "r", trust})),
            Error(ErrorCode::MalformedPolicyDocument,
                  fmt::format(R"(Invalid principal in policy: "FEDERATED":"{}")", arn)));
  made(create_oidc_provider(basis(), {.account = kAccount, .url = "https://issuer.example"}));
  role("r", trust);
}

TEST_F(PrincipalBindingTest, ShowsTheDocumentAsStoredWhileNothingChanged) {
  user("alice");
  const std::string trust = trust_in_aws("arn:aws:iam::111122223333:user/alice");
  role("r", trust);
  EXPECT_EQ(shown("r"), trust);
}

TEST_F(PrincipalBindingTest, FollowsARename) {
  user("alice");
  role("r", trust_in_aws("arn:aws:iam::111122223333:user/alice"));
  made(update_user(basis(), seen<User>("alice"), {.path = "/new/", .name = "bob"}));
  EXPECT_EQ(shown("r"), trust_in_aws("arn:aws:iam::111122223333:user/new/bob"));
}

TEST_F(PrincipalBindingTest, ShowsTheIdOfWhoIsGoneAlsoWhenTheNameComesBack) {
  const UserPtr alice = user("alice");
  role("r", trust_in_aws(alice->arn()));
  made(delete_user(basis(), seen<User>("alice")));
  EXPECT_EQ(shown("r"), trust_in_aws(alice->id));
  user("alice");
  EXPECT_EQ(shown("r"), trust_in_aws(alice->id));
  // What is shown can be saved again and still means who is gone.
  made(update_trust_policy(basis(), seen<Role>("r"), shown("r")));
  EXPECT_EQ(shown("r"), trust_in_aws(alice->id));
}

TEST_F(PrincipalBindingTest, IsWhatTheEngineMatches) {
  const UserPtr alice = user("alice");
  const RolePtr trusting = role("r", trust_in_aws(alice->arn()));
  const auto allowed = [&](const User& by) {
    const std::string arn = trusting->arn();
    const policy::AccessRequest request{.action = "sts:AssumeRole",
                                        .resource = arn,
                                        .resource_account = kAccount,
                                        .context = {},
                                        .resource_tags = {}};
    const policy::ApplicablePolicies policies{
        .resource = directory().find<Role>(kAccount, "r")->trust->compiled.get(),
        .resource_rule = policy::ResourceRule::RoleTrust};
    return policy::evaluate(request, *user_caller(by), {}, policies).allowed();
  };
  EXPECT_TRUE(allowed(*alice));
  made(delete_user(basis(), seen<User>("alice")));
  EXPECT_FALSE(allowed(*user("alice"))) << "the same name is not the same user";
}

}  // namespace
}  // namespace strongroom::iam
