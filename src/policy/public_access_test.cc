#include "policy/resource_policy.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

struct PublicCase {
  const char* name;
  const char* elements;  // of the one statement, besides its action
  bool is_public;
};

// The public-policy cases P1 to P12 of policy contract 9, and the rules of section 8.
constexpr PublicCase kPublicCases[] = {
    {"EveryoneIsPublic", R"("Effect":"Allow","Principal":"*")", true},
    {"AnOrganisationLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1"}})",
     false},
    {"TheWholeInternetDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}})",
     true},
    {"OneWideRangeAmongNarrowOnesDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","128.0.0.0/1"]}})",
     true},
    {"ANarrowRangeLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]}})",
     false},
    {"NotIpAddressDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}})",
     true},
    {"AnyPrincipalArnDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringLike":{"aws:PrincipalArn":"*"}})",
     true},
    {"AnArnWithItsAccountLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:*:*:123456789012:*"}})",
     false},
    {"AWildcardBeforeTheAccountOfATextDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringLike":{"aws:SourceArn":"arn:aws:*:*:123456789012:*"}})",
     true},
    {"IfExistsDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEqualsIfExists":{"aws:SourceVpce":"vpce-1"}})",
     true},
    {"ANegatedOperatorDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"123456789012"}})",
     true},
    {"AnotherAccountIsNotPublic",
     R"("Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"})", false},
    {"EveryoneInAListIsPublic", R"("Effect":"Allow","Principal":{"AWS":["*","123456789012"]})",
     true},
    {"DenyIsNotPublic", R"("Effect":"Deny","Principal":"*")", false},
    {"ForAllValuesDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"ForAllValues:StringEquals":{"aws:PrincipalAccount":"123456789012"}})",
     true},
    {"AVariableDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:SourceAccount":"${aws:PrincipalAccount}"}})",
     true},
    {"KeysIgnoreCase",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"AWS:sourceaccount":"123456789012"}})",
     false},
    {"AKeyOfTheResourceDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"123456789012"}})",
     true},
    {"AnOrganisationsPathLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1/r-b2/*"}})",
     false},
    {"AnOpenPathDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1/*"}})",
     true},
    {"AServiceOfAwsLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"Bool":{"aws:PrincipalIsAWSService":"true"}})",
     false},
    {"NoServiceOfAwsDoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"Bool":{"aws:PrincipalIsAWSService":"false"}})",
     true},
    {"NamesOfServicesForAllValuesDoNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"ForAllValues:StringEquals":{"aws:PrincipalServiceNamesList":"lambda.amazonaws.com"}})",
     true},
    {"OneServiceLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:PrincipalServiceName":"lambda.amazonaws.com"}})",
     false},
    {"AllOfIpv4WrittenAsIpv6DoesNotLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"::ffff:0:0/96"}})",
     true},
    {"AnAccountThatStandsInTwoPartsDoesNotHideAWildcard",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringLike":{"aws:SourceArn":"arn:aws:x:123456789012*:123456789012:*"}})",
     true},
    {"TheAccountOfTheCallerOfAKeyLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"kms:CallerAccount":"123456789012"}})",
     false},
    {"AnotherLimitBesideAWideOneLimits",
     R"("Effect":"Allow","Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"},"StringEquals":{"aws:PrincipalOrgID":"o-a1"}})",
     false},
    {"AServiceAloneIsNotPublic",
     R"("Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"})", false},
    {"SessionsOfOneRoleLimit",
     R"("Effect":"Allow","Principal":"*","Condition":{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}})",
     false},
};

class PublicAccessTest : public ::testing::TestWithParam<PublicCase> {};

TEST_P(PublicAccessTest, FollowsTheRule) {
  const auto document =
      parse_resource_policy(R"({"Version":"2012-10-17","Statement":[{"Action":"*",)" +
                            std::string(GetParam().elements) + "}]}");
  ASSERT_TRUE(document) << document.error().where << ": " << document.error().what;
  EXPECT_EQ(first_public_statement(*document).has_value(), GetParam().is_public);
}

INSTANTIATE_TEST_SUITE_P(Policy, PublicAccessTest, ::testing::ValuesIn(kPublicCases),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(PublicStatementTest, IsTheFirstOneThatIsOpen) {
  const auto document = parse_resource_policy(R"({"Statement":[
      {"Effect":"Deny","Principal":"*","Action":"*"},
      {"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue"}]})");
  ASSERT_TRUE(document);
  EXPECT_EQ(first_public_statement(*document), 1U);
}

TEST(PublicStatementTest, IsAlsoOneThatAllowsAllButSome) {
  const auto document = parse_document(
      R"({"Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"*"}})");
  ASSERT_TRUE(document);
  EXPECT_EQ(first_public_statement(*document), 0U);
}

}  // namespace
}  // namespace strongroom::policy
