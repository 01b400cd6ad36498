#include "iam/web_identity_token.h"

#include "iam/testing/web_identity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::iam {
namespace {

using ::testing::ElementsAre;
using testing::key_set_of;
using testing::kKey;
using testing::kToken;
using testing::token_of;

constexpr std::string_view kHeader = R"({"alg":"RS256","kid":"k"})";
constexpr std::string_view kLeastClaims = R"({"iss":"https://a","sub":"s","aud":"c","exp":1)";

constexpr std::string_view kNoToken =
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access "
    "Token)";

std::string with_claims(std::string_view more) {
  return token_of(kHeader, std::string(kLeastClaims).append(more).append("}"));
}

Timestamp at(std::int64_t second) { return Timestamp(std::chrono::seconds(second)); }

TEST(WebIdentityTokenTest, ReadsHeaderAndClaims) {
  const std::string text = token_of(
      kHeader,
      R"({"iss":"https://a/b","sub":"s","aud":["c","d"],"azp":"p","exp":1700003600.9,"nbf":1,
          "iat":2e0,"amr":["mfa","pwd"],"https://aws.amazon.com/tags":{"principal_tags":
          {"team":["blue"]},"transitive_tag_keys":["team"]},
          "https://aws.amazon.com/source_identity":"alice","other":{"a":[1,null]}})");
  const auto token = WebIdentityToken::parse(text).value();
  EXPECT_EQ(token.algorithm, crypto::SignatureAlgorithm::Rs256);
  EXPECT_EQ(token.key_id, "k");
  EXPECT_EQ(token.issuer, "https://a/b");
  EXPECT_EQ(token.subject, "s");
  EXPECT_THAT(token.audiences, ElementsAre("c", "d"));
  EXPECT_EQ(token.party, "p");
  EXPECT_THAT(token.methods, ElementsAre("mfa", "pwd"));
  EXPECT_THAT(token.tags, ElementsAre(Tag{"team", "blue"}));
  EXPECT_THAT(token.transitive_tag_keys, ElementsAre("team"));
  EXPECT_EQ(token.source_identity, "alice");
  EXPECT_EQ(token.expires.time_since_epoch().count(), 1'700'003'600);
  EXPECT_EQ(token.not_before->time_since_epoch().count(), 1);
  EXPECT_EQ(token.issued->time_since_epoch().count(), 2);
  EXPECT_EQ(token.signed_text, text.substr(0, text.rfind('.')));
  EXPECT_EQ(text_of(token.signature), "signature");
}

TEST(WebIdentityTokenTest, TakesATokenWithTheLeastThatItNeeds) {
  const std::string text = with_claims("");
  const auto token = WebIdentityToken::parse(text).value();
  EXPECT_THAT(token.audiences, ElementsAre("c"));
  EXPECT_FALSE(token.party || token.not_before || token.issued);
}

TEST(WebIdentityTokenTest, RefusesHeadersThatNoPublicKeyVerifies) {
  const std::string claims = std::string(kLeastClaims) + "}";
  for (const auto* header :
       {R"({"kid":"k"})", R"({"alg":"none","kid":"k"})", R"({"alg":"HS256","kid":"k"})",
        R"({"alg":["RS256"],"kid":"k"})", R"({"alg":"RS256","kid":7})",
        R"({"alg":"RS256","kid":"k","crit":["x"]})", R"({"alg":"RS256","alg":"none"})", "[]", ""}) {
    const auto token = WebIdentityToken::parse(token_of(header, claims));
    ASSERT_FALSE(token) << header;
    EXPECT_EQ(token.error(), Error(ErrorCode::InvalidIdentityToken, std::string(kNoToken)));
  }
}

TEST(WebIdentityTokenTest, RefusesClaimsThatAreMissingOrHaveNotTheirForm) {
  for (const auto* claims :
       {R"({"sub":"s","aud":"c","exp":1})", R"({"iss":"a","aud":"c","exp":1})",
        R"({"iss":"a","sub":"s","exp":1})", R"({"iss":"a","sub":"s","aud":"c"})",
        R"({"iss":"a","sub":"s","aud":[],"exp":1})", R"({"iss":"a","sub":"s","aud":[1],"exp":1})",
        R"({"iss":"a","sub":"","aud":"c","exp":1})", R"({"iss":1,"sub":"s","aud":"c","exp":1})",
        R"({"iss":"a","sub":"s","aud":"c","exp":"1"})",
        R"({"iss":"a","sub":"s","aud":"c","exp":-1})",
        R"({"iss":"a","sub":"s","aud":"c","exp":1e30})"}) {
    EXPECT_FALSE(WebIdentityToken::parse(token_of(kHeader, claims))) << claims;
  }
  for (const auto* more :
       {R"(,"azp":1)", R"(,"azp":"")", R"(,"nbf":"x")", R"(,"iat":null)", R"(,"amr":"mfa")",
        R"(,"amr":[1])", R"(,"https://aws.amazon.com/tags":[])",
        R"(,"https://aws.amazon.com/tags":{"principal_tags":{"a":"b"}})",
        R"(,"https://aws.amazon.com/tags":{"principal_tags":{"a":["b","c"]}})",
        R"(,"https://aws.amazon.com/tags":{"transitive_tag_keys":"a"})",
        R"(,"https://aws.amazon.com/source_identity":"a")",
        R"(,"https://aws.amazon.com/source_identity":"a b")", R"(,"exp":2)"}) {
    EXPECT_FALSE(WebIdentityToken::parse(with_claims(more))) << more;
  }
  EXPECT_FALSE(WebIdentityToken::parse(token_of(
      kHeader, R"({"iss":"a","aud":"c","exp":1,"sub":")" + std::string(256, 's') + "\"}")));
}

TEST(WebIdentityTokenTest, RefusesTextThatIsNotThreeParts) {
  const std::string whole(kToken);
  for (const std::string& bad :
       {std::string(), std::string("abcd"), std::string(".."), whole + ".e30", whole + "=",
        " " + whole, whole.substr(0, whole.rfind('.')), std::string("e30.e30.e30"),
        whole + std::string(WebIdentityToken::kLongest, 'A')}) {
    EXPECT_FALSE(WebIdentityToken::parse(bad)) << bad;
  }
}

TEST(WebIdentityTokenTest, VerifiesWithTheKeyOfItsIssuerAlone) {
  const auto keys = KeySet::parse(key_set_of(kKey)).value();
  const auto token = WebIdentityToken::parse(kToken).value();
  EXPECT_TRUE(token.verify(&keys, at(1'700'000'000)));
  constexpr std::string_view kNoKey =
      "Couldn't retrieve verification key from your identity provider,  please reference "
      "AssumeRoleWithWebIdentity documentation for requirements";
  const auto none = KeySet::parse(key_set_of("")).value();
  EXPECT_EQ(token.verify(nullptr, at(1'700'000'000)).error().message(), kNoKey);
  EXPECT_EQ(token.verify(&none, at(1'700'000'000)).error().message(), kNoKey);
  WebIdentityToken nameless = token;
  nameless.key_id.clear();
  EXPECT_EQ(nameless.verify(&keys, at(1'700'000'000)).error().message(), kNoKey);
}

TEST(WebIdentityTokenTest, RefusesEachAlteredBitOfTheSignature) {
  const auto keys = KeySet::parse(key_set_of(kKey)).value();
  auto token = WebIdentityToken::parse(kToken).value();
  for (std::byte& byte : token.signature) {
    byte ^= std::byte{1};
    const auto verified = token.verify(&keys, at(1'700'000'000));
    ASSERT_FALSE(verified);
    EXPECT_EQ(verified.error().code(), ErrorCode::InvalidIdentityToken);
    byte ^= std::byte{1};
  }
}

TEST(WebIdentityTokenTest, IsValidFromItsStartToItsEndWithAMinutesLeeway) {
  const auto keys = KeySet::parse(key_set_of(kKey)).value();
  const auto token = WebIdentityToken::parse(kToken).value();
  EXPECT_TRUE(token.verify(&keys, at(1'699'999'940)));
  EXPECT_EQ(token.verify(&keys, at(1'699'999'939)).error().code(), ErrorCode::InvalidIdentityToken);
  EXPECT_TRUE(token.verify(&keys, at(1'700'003'659)));
  EXPECT_EQ(token.verify(&keys, at(1'700'003'660)).error(),
            Error(ErrorCode::IdentityTokenExpired,
                  "Token expired: current date/time 1700003660 must be before the expiration "
                  "date/time 1700003600"));
}

TEST(WebIdentityTokenTest, IsForThePartyThatItNamesElseForItsAudiences) {
  WebIdentityToken token;
  token.audiences = {"a", "b", "c"};
  EXPECT_THAT(token.accepted_audiences({"c", "b", "x"}).value(), ElementsAre("b", "c"));
  EXPECT_EQ(token.accepted_audiences({"x"}).error(),
            Error(ErrorCode::InvalidIdentityToken, "Incorrect token audience"));
  token.party = "p";
  EXPECT_FALSE(token.accepted_audiences({"a", "b"}));
  EXPECT_THAT(token.accepted_audiences({"a", "p"}).value(), ElementsAre("p"));
}

}  // namespace
}  // namespace strongroom::iam
