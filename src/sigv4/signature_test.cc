#include "sigv4/signature.h"

#include "sigv4/request_date.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace strongroom::sigv4 {
namespace {

const std::string kHex(64, 'a');
const std::string kCredential = "AKIDEXAMPLE/20260115/us-east-1/kms/aws4_request";

class SignatureTest : public testing::Test {
 protected:
  SignatureTest() {
    set("Host", "localhost");
    set("X-Amz-Date", "20260115T120000Z");
    sign("Credential=" + kCredential + ", SignedHeaders=host;x-amz-date, Signature=" + kHex);
  }

  void set(std::string_view name, std::string_view value) {
    remove(name);
    headers_.push_back({.name = name, .value = arena_.copy(value)});
  }
  void remove(std::string_view name) {
    std::erase_if(headers_, [&](const Header& header) { return header.name == name; });
  }
  void sign(const std::string& parts) { set("Authorization", "AWS4-HMAC-SHA256 " + parts); }
  void sign_headers(const std::string& names) {
    sign("Credential=" + kCredential + ",SignedHeaders=" + names + ",Signature=" + kHex);
  }
  void scope(const std::string& credential) {
    sign("Credential=" + credential + ",SignedHeaders=host;x-amz-date,Signature=" + kHex);
  }

  Result<Signature> read() {
    return read_signature({.method = "POST", .target = target_, .headers = headers_}, arena_);
  }
  void expect_refusal(ErrorCode code, const std::string& text) {
    const auto signature = read();
    ASSERT_FALSE(signature);
    EXPECT_EQ(signature.error(), Error(code, text));
  }
  void expect_incomplete(const std::string& text) {
    expect_refusal(ErrorCode::IncompleteSignature, text);
  }
  void expect_invalid(const std::string& text) {
    expect_refusal(ErrorCode::InvalidSignature, text);
  }
  void expect_mismatch() {
    expect_invalid(
        "The request signature we calculated does not match the signature you provided. Check your "
        "AWS Secret Access Key and signing method. Consult the service documentation for details.");
  }

  /// A presigned URL in place of the header.
  void presign(const std::string& query) {
    remove("Authorization");
    remove("X-Amz-Date");
    target_ = "/?" + query;
  }
  static std::string presigned(const std::string& more = "") {
    return "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20260115%2Fus-east-1%2F"
           "kms%2Faws4_request&X-Amz-Date=20260115T120000Z&X-Amz-SignedHeaders=host&"
           "X-Amz-Signature=" +
           kHex + more;
  }

  Arena arena_;
  std::vector<Header> headers_;
  std::string target_ = "/";
};

TEST_F(SignatureTest, ReadsTheHeaderForm) {
  const auto signature = read();
  ASSERT_TRUE(signature) << signature.error().message();
  EXPECT_EQ(signature->form, Signature::Form::Header);
  EXPECT_EQ(signature->credential.access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(signature->credential.scope, "20260115/us-east-1/kms/aws4_request");
  EXPECT_EQ(signature->credential.region, "us-east-1");
  EXPECT_EQ(signature->credential.service, "kms");
  EXPECT_EQ(signature->signed_headers, "host;x-amz-date");
  EXPECT_EQ(signature->date, "20260115T120000Z");
  EXPECT_EQ(signature->at, parse_basic_date("20260115T120000Z"));
  EXPECT_EQ(signature->value[31], std::byte{0xaa});
  EXPECT_TRUE(signature->session_token.empty());
}

TEST_F(SignatureTest, ReadsThePartsInAnyOrderAndSpacing) {
  sign("Signature=" + kHex + ",SignedHeaders=host;x-amz-date,   Credential=" + kCredential);
  EXPECT_TRUE(read());
}

TEST_F(SignatureTest, ReadsTheQueryForm) {
  presign(presigned("&X-Amz-Expires=60&X-Amz-Security-Token=a%2Fb%3D%3D"));
  const auto signature = read();
  ASSERT_TRUE(signature) << signature.error().message();
  EXPECT_EQ(signature->form, Signature::Form::Query);
  EXPECT_EQ(signature->credential.region, "us-east-1");
  EXPECT_EQ(signature->expires, std::chrono::seconds(60));
  EXPECT_EQ(signature->session_token, "a/b==");
}

// Row 1 of sigv4 contract 6, and so on.
TEST_F(SignatureTest, Row1NoSignatureAtAll) {
  remove("Authorization");
  expect_refusal(ErrorCode::MissingAuthenticationToken, "Missing Authentication Token");
}

TEST_F(SignatureTest, Row2PartsAreMissing) {
  remove("X-Amz-Date");
  sign("");
  expect_incomplete(
      "Authorization header requires 'Credential' parameter. Authorization header requires "
      "'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
      "Authorization=AWS4-HMAC-SHA256");
  set("X-Amz-Date", "20260115T120000Z");
  sign("Credential=" + kCredential + ", SignedHeaders=host, Signature=");
  expect_incomplete(
      "Authorization header requires 'Signature' parameter. Authorization=AWS4-HMAC-SHA256");
}

TEST_F(SignatureTest, Row2PartsOfTheQueryAreMissing) {
  presign("X-Amz-Signature=" + kHex);
  expect_incomplete(
      "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters "
      "must include 'X-Amz-Credential'. AWS query-string parameters must include "
      "'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine "
      "the query-string parameters.");
}

TEST_F(SignatureTest, Row3MalformedPair) {
  sign("Credential=" + kCredential + ", SignedHeaders, Signature=" + kHex);
  expect_incomplete(
      "'SignedHeaders' not a valid key=value pair (missing equal-sign) in Authorization header: "
      "'AWS4-HMAC-SHA256'.");
}

TEST_F(SignatureTest, Row4RepeatedParts) {
  sign("Credential=" + kCredential + ", Credential=" + kCredential +
       ", SignedHeaders=host, Signature=" + kHex);
  expect_incomplete("Authorization header has more than one 'Credential' parameter.");
  presign(presigned("&X-Amz-Date=20260115T120000Z"));
  expect_incomplete("AWS query-string parameters must include 'X-Amz-Date' once.");
}

TEST_F(SignatureTest, Row4TwoSignatures) {
  target_ = "/?" + presigned();
  expect_incomplete(
      "Only one of the Authorization header and the X-Amz- query parameters may sign a request.");
  target_ = "/";
  headers_.push_back(headers_.back());
  expect_incomplete("There is more than one Authorization header.");
}

TEST_F(SignatureTest, Row4UnknownAlgorithm) {
  for (const auto* value :
       {"AWS4-ECDSA-P256-SHA256 Credential=x", "Bearer secret", "Basic c2VjcmV0", "",
        "AWS4-HMAC-SHA256,Credential=x", "aws4-hmac-sha256 Credential=x"}) {
    set("Authorization", value);
    expect_incomplete("Only the algorithm AWS4-HMAC-SHA256 is accepted.");
  }
  presign(presigned());
  target_.replace(target_.find("AWS4-HMAC"), 9, "AWS4-ECDS");
  expect_incomplete("Only the algorithm AWS4-HMAC-SHA256 is accepted.");
}

TEST_F(SignatureTest, Row4BadShapeOfTheCredential) {
  for (const auto* credential :
       {"A/20260115/us-east-1/aws4_request", "A/B/20260115/us-east-1/kms/aws4_request", "A",
        "/20260115/us-east-1/kms/aws4_request", "A/20260115//kms/aws4_request",
        "A/20260115/us-east-1/kms/aws4_request/", "A/20260115/us-east-1/kms/"}) {
    scope(credential);
    expect_incomplete(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term, got '" +
        std::string(credential) + "'");
  }
}

TEST_F(SignatureTest, Row5WrongTerminator) {
  scope("A/20260115/us-east-1/kms/aws5_request");
  expect_invalid(
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.");
}

TEST_F(SignatureTest, Row6ScopeOfAnotherDay) {
  scope("A/20260114/us-east-1/kms/aws4_request");
  expect_invalid(
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
      "'20260114' != '20260115', from '20260115T120000Z'.");
}

TEST_F(SignatureTest, RefusesOtherFormsOfDate) {
  set("X-Amz-Date", "20260115T120000.5Z");
  expect_incomplete("Date must be in ISO-8601 'basic format'. Got '20260115T120000.5Z'.");
  presign(presigned());
  target_.replace(target_.find("20260115T120000Z"), 16, "Thu%2C");
  expect_incomplete("Date must be in ISO-8601 'basic format'. Got 'Thu,'.");
}

TEST_F(SignatureTest, TakesTheDateHeaderWhenThereIsNoOther) {
  set("Date", "Thu, 15 Jan 2026 12:00:01 GMT");
  ASSERT_EQ(read()->date, "20260115T120000Z");
  remove("X-Amz-Date");
  sign_headers("date;host");
  ASSERT_EQ(read()->date, "20260115T120001Z");
  set("Date", "20260115T120002Z");
  ASSERT_EQ(read()->date, "20260115T120002Z");
}

TEST_F(SignatureTest, RefusesSignaturesThatAreNot64LowerCaseHexDigits) {
  for (const std::string& value : {std::string(64, 'A'), std::string(63, 'a'), std::string(65, 'a'),
                                   std::string(64, 'g'), " " + std::string(63, 'a')}) {
    sign(fmt::format("Credential={},SignedHeaders=host;x-amz-date,Signature={}", kCredential,
                     value));
    expect_mismatch();
  }
}

TEST_F(SignatureTest, RefusesListsThatNoCarefulSignerWrites) {
  set("A", "1");
  for (const auto* names :
       {"x-amz-date;host", "host;host;x-amz-date", "Host;x-amz-date", "host;;x-amz-date",
        "host;x-amz-date;", ";host;x-amz-date", "absent;host;x-amz-date"}) {
    sign_headers(names);
    expect_mismatch();
  }
  sign_headers("a;host;x-amz-date");
  EXPECT_TRUE(read());
}

TEST_F(SignatureTest, DemandsTheHost) {
  sign_headers("x-amz-date");
  expect_invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
}

TEST_F(SignatureTest, DemandsThatEveryAmzHeaderIsSigned) {
  set("X-AMZ-Target", "TrentService.ListKeys");
  expect_invalid("There were headers present in the request which were not signed: X-AMZ-Target");
  sign_headers("host;x-amz-date;x-amz-target");
  EXPECT_TRUE(read());
}

TEST_F(SignatureTest, ToleratesSomeUnsignedHeaders) {
  set("X-Amz-Security-Token", "t");
  set("X-Amz-User-Agent", "t");
  set("X-Amz-Api-Version", "t");
  set("amz-sdk-request", "attempt=1");
  set("X-Amzn-Trace-Id", "t");
  EXPECT_TRUE(read());
}

TEST_F(SignatureTest, BoundsTheExpiry) {
  for (const auto* expires : {"0", "604801", "x", "", "-1", "1.5", "60s", "99999999999999999999"}) {
    presign(presigned(std::string("&X-Amz-Expires=") + expires));
    expect_incomplete("X-Amz-Expires must be a number of seconds from 1 to 604800.");
  }
  for (const auto* expires : {"1", "604800"}) {
    presign(presigned(std::string("&X-Amz-Expires=") + expires));
    EXPECT_TRUE(read());
  }
}

TEST_F(SignatureTest, AcceptsTokensOfEightKilobytesAndNoMore) {
  set("X-Amz-Security-Token", std::string(8192, 't'));
  EXPECT_EQ(read()->session_token.size(), 8192U);
  set("X-Amz-Security-Token", std::string(8193, 't'));
  expect_refusal(ErrorCode::UnrecognizedClient,
                 "The security token included in the request is invalid.");
}

TEST_F(SignatureTest, RefusesTwoTokens) {
  set("X-Amz-Security-Token", "t");
  headers_.push_back({.name = "x-amz-security-token", .value = "u"});
  expect_refusal(ErrorCode::UnrecognizedClient,
                 "The security token included in the request is invalid.");
}

TEST_F(SignatureTest, EchoesNoSignatureOfAMalformedHeader) {
  sign("Signature" + kHex);
  const auto signature = read();
  ASSERT_FALSE(signature);
  EXPECT_EQ(signature.error().message().find(kHex), std::string::npos);
}

}  // namespace
}  // namespace strongroom::sigv4
