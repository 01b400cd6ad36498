#include "ops/secretsmanager/validate_resource_policy.h"

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

class ValidateResourcePolicyTest : public OperationTest {
 protected:
  Answer validate(std::string_view document, std::string_view more = "") {
    return call("ValidateResourcePolicy",
                fmt::format(R"({{"ResourcePolicy":{}{}}})",
                            boost::json::serialize(boost::json::string(document)), more));
  }
};

TEST_F(ValidateResourcePolicyTest, PassesAGoodPolicyWithoutASecret) {
  EXPECT_EQ(validate(kGoodPolicy).body, R"({"PolicyValidationPassed":true,"ValidationErrors":[]})");
  ASSERT_EQ(authorizer.asked.size(), 2U);
  EXPECT_EQ(authorizer.asked[0].resource, "*");
  EXPECT_EQ(authorizer.asked[1].action, "secretsmanager:PutResourcePolicy");
}

TEST_F(ValidateResourcePolicyTest, ReportsBroadAccess) {
  const Answer answer = validate(kPublicPolicy);
  EXPECT_EQ(answer.part("/PolicyValidationPassed"), "false");
  EXPECT_EQ(answer.part("/ValidationErrors/0/CheckName"), R"("BROAD_ACCESS_CHECK")");
}

TEST_F(ValidateResourcePolicyTest, SaysWhereASyntaxErrorIs) {
  const Answer answer = validate(policy(R"({"Effect":"Perhaps","Principal":"*","Action":"*"})"));
  EXPECT_EQ(answer.part("/PolicyValidationPassed"), "false");
  EXPECT_EQ(
      answer.part("/ValidationErrors/0/ErrorMessage"),
      R"("This resource policy contains a syntax error. Statement[0].Effect must be Allow or Deny.")");
}

TEST_F(ValidateResourcePolicyTest, RefusesWhatIsNotJson) {
  EXPECT_THAT(validate("{"),
              Fails(ErrorCode::MalformedPolicyDocument, "This policy has invalid syntax."));
}

TEST_F(ValidateResourcePolicyTest, LooksForTheSecretWhenOneIsNamed) {
  EXPECT_THAT(validate(kGoodPolicy, R"(,"SecretId":"db")"),
              Fails(ErrorCode::ResourceNotFound, kNotFound));
  EXPECT_THAT(validate(kGoodPolicy, R"(,"SecretId":"a b")"),
              Fails(ErrorCode::Validation, kInvalidName));
  create("db");
  EXPECT_THAT(validate(kGoodPolicy, R"(,"SecretId":"db")"), Succeeds());
}

TEST_F(ValidateResourcePolicyTest, NeedsToBeAllowedToPutPolicies) {
  authorizer.denied = {{"secretsmanager:PutResourcePolicy", ""}};
  const Answer answer = validate(kGoodPolicy);
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->code(), ErrorCode::AccessDenied);
}

}  // namespace
}  // namespace strongroom::ops::secretsmanager::testing
