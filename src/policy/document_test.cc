#include "policy/document.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace strongroom::policy {
namespace {

std::string document_of(std::string_view statements) {
  return R"({"Version":"2012-10-17","Statement":)" + std::string(statements) + "}";
}

// One statement that has `more` besides what it needs.
std::string statement_with(std::string_view more) {
  return document_of(R"([{"Effect":"Allow","Action":"a:B",)" + std::string(more) + "}]");
}

TEST(DocumentTest, HoldsAllElementsOfAStatement) {
  const auto document = parse_document(R"({
    "Version": "2012-10-17", "Id": "one",
    "Statement": {
      "Sid": "S 1", "Effect": "Deny",
      "NotPrincipal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:user/ops/ann"],
                       "Service": "lambda.amazonaws.com"},
      "NotAction": ["secretsmanager:Get*", "*"],
      "NotResource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-??????",
      "Condition": {"StringEquals": {"aws:PrincipalTag/Team": ["a", "b"]},
                    "NumericLessThan": {"aws:MultiFactorAuthAge": 3600},
                    "Bool": {"aws:SecureTransport": false}}}})");
  ASSERT_TRUE(document) << document.error().where << document.error().what;
  EXPECT_EQ(document->version, DocumentVersion::V2012);
  EXPECT_EQ(document->id, "one");
  ASSERT_EQ(document->statements.size(), 1U);
  const Statement& statement = document->statements[0];
  EXPECT_EQ(statement.sid, "S 1");
  EXPECT_EQ(statement.effect, StatementEffect::Deny);
  EXPECT_TRUE(statement.principals.negated);
  EXPECT_EQ(statement.principals.aws.size(), 2U);
  EXPECT_EQ(statement.principals.services, std::vector<std::string>{"lambda.amazonaws.com"});
  EXPECT_TRUE(statement.actions.negated);
  EXPECT_EQ(statement.actions.patterns.size(), 2U);
  EXPECT_TRUE(statement.resources.negated);
  ASSERT_EQ(statement.conditions.size(), 3U);
  EXPECT_EQ(statement.conditions[0].values, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(statement.conditions[1].values, std::vector<std::string>{"3600"});
  EXPECT_EQ(statement.conditions[2].values, std::vector<std::string>{"false"});
}

TEST(DocumentTest, IsOfTheOldVersionWhenItNamesNone) {
  const auto document = parse_document(R"({"Statement":[{"Effect":"Allow","Action":"*"}]})");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->version, DocumentVersion::V2008);
}

TEST(DocumentTest, SaysThatAVersionDoesNotExist) {
  for (const char* version : {R"("2012-10-18")", "2012", "null", R"([])"}) {
    const auto document = parse_document(R"({"Version":)" + std::string(version) +
                                         R"(,"Statement":[{"Effect":"Allow","Action":"*"}]})");
    ASSERT_FALSE(document) << version;
    EXPECT_EQ(document.error().kind, Problem::Kind::Version);
  }
}

TEST(DocumentTest, SaysWhereAProblemIs) {
  const auto where = [](const std::string& text) {
    const auto document = parse_document(text);
    return document ? "none" : document.error().where;
  };
  EXPECT_EQ(
      where(document_of(R"([{"Effect":"Allow","Action":"*"},{"Effect":"allow","Action":"*"}])")),
      "Statement[1].Effect");
  EXPECT_EQ(where(statement_with(R"("Condition":{"StringEqual":{"a:b":"c"}})")),
            "Statement[0].Condition.StringEqual");
  EXPECT_EQ(where(statement_with(R"("Condition":{"Null":{"a:b":"maybe"}})")),
            "Statement[0].Condition.Null.a:b");
  EXPECT_EQ(where(statement_with(R"("Principal":{"Group":"x"})")), "Statement[0].Principal.Group");
  EXPECT_EQ(where(document_of("[3]")), "Statement[0]");
}

TEST(DocumentTest, RefusesAnyOtherFormOfItsElements) {
  for (const char* text : {"[]", "3", "{}", R"({"Version":"2012-10-17"})", R"({"Statement":[]})",
                           R"({"Statement":"x"})", R"({"statement":[]})"}) {
    EXPECT_FALSE(parse_document(text)) << text;
  }
  for (const char* statement :
       {R"({"Action":"*"})", R"({"Effect":"Allow"})", R"({"Effect":"Permit","Action":"*"})",
        R"({"Effect":["Allow"],"Action":"*"})", R"({"Effect":"Allow","Action":[]})",
        R"({"Effect":"Allow","Action":3})", R"({"Effect":"Allow","Action":["a:B",null]})",
        R"({"Effect":"Allow","Action":"GetSecretValue"})", R"({"Effect":"Allow","Action":"a:b:c"})",
        R"({"Effect":"Allow","Action":"sec*:Get"})", R"({"Effect":"Allow","Action":":Get"})",
        R"({"Effect":"Allow","action":"*"})", R"({"Effect":"Allow","Action":"*","Extra":1})",
        R"({"Effect":"Allow","Action":"*","NotAction":"a:B"})"}) {
    EXPECT_FALSE(parse_document(document_of(statement))) << statement;
  }
  for (const char* more : {R"("Resource":[])", R"("Resource":"mine")", R"("Resource":"arn:aws:s3")",
                           R"("Resource":"")", R"("Resource":"*","NotResource":"*")", R"("Sid":3)",
                           R"("Condition":[])", R"("Condition":{"StringEquals":{}})",
                           R"("Condition":{"StringEquals":{"a:b":[]}})",
                           R"("Condition":{"StringEquals":{"a:b":null}})",
                           R"("Condition":{"StringEquals":{"a:b":{"c":"d"}}})",
                           R"("Condition":{"StringEquals":{"ab":"c"}})", R"("Principal":{})",
                           R"("Principal":"123")", R"("Principal":{"AWS":[]})",
                           R"("Principal":{"AWS":3})", R"("Principal":"*","NotPrincipal":"*")"}) {
    EXPECT_FALSE(parse_document(statement_with(more))) << more;
  }
}

TEST(DocumentTest, RefusesOneSidForTwoStatements) {
  const auto document = parse_document(document_of(
      R"([{"Sid":"a","Effect":"Allow","Action":"*"},{"Sid":"a","Effect":"Deny","Action":"*"}])"));
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().where, "Statement[1].Sid");
}

TEST(DocumentTest, AcceptsActionsAndConditionKeysThatItDoesNotKnow) {
  EXPECT_TRUE(parse_document(document_of(
      R"({"Effect":"Allow","Action":"secretsmanager:Sing","Condition":{"Bool":{"my:Key":"true"}}})")));
}

TEST(DocumentTest, KnowsTheFormsOfPrincipals) {
  for (const char* principal :
       {R"("*")", R"({"AWS":"*"})", R"({"AWS":["*","123456789012"]})",
        R"({"AWS":"arn:aws:iam::123456789012:root"})", R"({"AWS":"AROAEXAMPLEEXAMPLE123"})",
        R"({"AWS":"arn:aws:iam::123456789012:role/path/to/r"})",
        R"({"AWS":"arn:aws:sts::123456789012:assumed-role/r/session"})",
        R"({"AWS":"arn:aws:sts::123456789012:federated-user/bob"})",
        R"({"Service":["lambda.amazonaws.com","ec2.amazonaws.com.cn"]})",
        R"({"Federated":"cognito-identity.amazonaws.com"})"}) {
    EXPECT_TRUE(parse_document(statement_with(R"("Principal":)" + std::string(principal))))
        << principal;
  }
}

TEST(DocumentTest, TellsPrincipalsFromServicePrincipalsWhenItRefusesThem) {
  const auto kind = [](std::string_view principal) {
    const auto document =
        parse_document(statement_with(R"("Principal":)" + std::string(principal)));
    return document ? std::nullopt : std::optional(document.error().kind);
  };
  for (const char* principal :
       {R"({"AWS":"arn:aws:iam::123456789012:role/*"})", R"({"AWS":"12345"})", R"({"AWS":"bob"})",
        R"({"AWS":"arn:aws:iam::123456789012:group/g"})", R"({"AWS":"arn:aws:iam:::user/u"})",
        R"({"AWS":"arn:aws:iam::123456789012:user/"})", R"({"AWS":""})",
        R"({"AWS":"arn:aws:sts::123456789012:assumed-role/r"})"}) {
    EXPECT_EQ(kind(principal), Problem::Kind::Principal) << principal;
  }
  for (const char* principal : {R"({"Service":"*"})", R"({"Service":"lambda"})",
                                R"({"Service":"lambda.example.com"})", R"({"Service":""})"}) {
    EXPECT_EQ(kind(principal), Problem::Kind::ServicePrincipal) << principal;
  }
}

}  // namespace
}  // namespace strongroom::policy
