#include "ops/secretsmanager/put_resource_policy.h"

#include "ops/secretsmanager/testing/operation_fixture.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager::testing {
namespace {

std::string policy(std::string_view statement) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statement);
}
const std::string kGoodPolicy = policy(
    R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"secretsmanager:GetSecretValue","Resource":"*"})");
const std::string kPublicPolicy = policy(
    R"({"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"})");

class PutResourcePolicyTest : public OperationTest {
 protected:
  Answer put_policy(std::string_view document, std::string_view more = "") {
    return call("PutResourcePolicy",
                fmt::format(R"({{"SecretId":"db","ResourcePolicy":{}{}}})",
                            boost::json::serialize(boost::json::string(document)), more));
  }
};

TEST_F(PutResourcePolicyTest, KeepsThePolicyAsItWasSent) {
  const std::string arn = create("db");
  const std::string spaced = " " + kGoodPolicy + "\n";
  EXPECT_EQ(put_policy(spaced).body, fmt::format(R"({{"ARN":"{}","Name":"db"}})", arn));
  EXPECT_EQ(call("GetResourcePolicy", R"({"SecretId":"db"})").text("ResourcePolicy"), spaced);
}

TEST_F(PutResourcePolicyTest, AcceptsAPublicPolicyUnlessItIsBlocked) {
  create("db");
  EXPECT_THAT(put_policy(kPublicPolicy), Succeeds());
  EXPECT_THAT(put_policy(kPublicPolicy, R"(,"BlockPublicPolicy":false)"), Succeeds());
  EXPECT_THAT(
      put_policy(kPublicPolicy, R"(,"BlockPublicPolicy":true)"),
      Fails(ErrorCode::PublicPolicy,
            "You can't attach a resource-based policy that allows broad access to the secret."));
  EXPECT_THAT(put_policy(kGoodPolicy, R"(,"BlockPublicPolicy":true)"), Succeeds());
}

TEST_F(PutResourcePolicyTest, RefusesWhatIsNoPolicy) {
  create("db");
  const auto refuses = [&](std::string_view document, std::string_view text) {
    EXPECT_THAT(put_policy(document), Fails(ErrorCode::MalformedPolicyDocument, text)) << document;
  };
  refuses("not json", "This policy has invalid syntax.");
  refuses(R"({"Version":"2013-01-01","Statement":[]})", "This policy has invalid syntax.");
  refuses(policy(R"({"Effect":"Perhaps","Principal":"*","Action":"*"})"),
          "This resource policy contains a syntax error.");
  refuses(policy(R"({"Effect":"Allow","Action":"*"})"),
          "This resource policy contains a syntax error.");
  refuses(policy(R"({"Effect":"Allow","Principal":{"AWS":"nobody"},"Action":"*"})"),
          "This resource policy contains an unsupported principal.");
  refuses(policy(R"({"Effect":"Allow","Principal":{"Service":"nothing"},"Action":"*"})"),
          "This resource policy contains an unsupported service principal.");
  EXPECT_FALSE(call("GetResourcePolicy", R"({"SecretId":"db"})").has("ResourcePolicy"));
}

TEST_F(PutResourcePolicyTest, ChecksTheSizeOfThePolicy) {
  create("db");
  const Answer answer = put_policy(std::string(20481, ' '));
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::Validation);
}

TEST_F(PutResourcePolicyTest, RefusesASecretThatIsGoneOrGoing) {
  EXPECT_THAT(put_policy(kGoodPolicy), Fails(ErrorCode::ResourceNotFound, kNotFound));
  create("db");
  schedule_deletion("db");
  EXPECT_THAT(put_policy(kGoodPolicy), Fails(ErrorCode::InvalidRequest, kMarkedForDeletion));
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
