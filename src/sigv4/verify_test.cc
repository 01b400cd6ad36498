#include "sigv4/verify.h"

#include "base/encoding.h"
#include "sigv4/canonical_request.h"
#include "sigv4/request_date.h"
#include "sigv4/sign.h"
#include "sigv4/string_to_sign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace strongroom::sigv4 {
namespace {

crypto::Digest256 hash_of(std::string_view body) { return crypto::sha256(bytes_of(body)); }

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
constexpr std::string_view kToken = "IQoJb3JpZ2luX2VjEXAMPLETOKEN/////w==";
constexpr std::string_view kMismatch =
    "The request signature we calculated does not match the signature you provided. Check your AWS "
    "Secret Access Key and signing method. Consult the service documentation for details.";
const Timestamp kNoon = *parse_basic_date("20260115T120000Z");

class VerifyTest : public testing::Test {
 protected:
  /// A call as botocore makes it, at noon.
  VerifyTest() {
    set("Host", "localhost:8443");
    set("X-Amz-Date", "20260115T120000Z");
    set("X-Amz-Target", "secretsmanager.GetSecretValue");
    request_ = {
        .method = "POST", .target = "/", .body_hash = hash_of(R"({"SecretId": "MySecret"})")};
    sign();
  }

  void set(std::string_view name, std::string_view value) {
    remove(name);
    headers_.push_back({.name = name, .value = arena_.copy(value)});
  }
  void remove(std::string_view name) {
    std::erase_if(headers_, [&](const Header& header) { return header.name == name; });
  }
  void sign() {
    remove("Authorization");
    request_.headers = headers_;
    set("Authorization", authorization_for(request_,
                                           {.access_key_id = id_,
                                            .secret_access_key = kSecret,
                                            .region = "eu-west-1",
                                            .service = "secretsmanager"},
                                           kNoon));
  }

  Result<void> check() {
    request_.headers = headers_;
    SR_TRY(const Signature signature, read_signature(request_, arena_));
    SR_CHECK(check_scope(signature, rules_, now_));
    return verify(signature, request_, key_, cache_, arena_);
  }
  void expect_refusal(ErrorCode code, std::string_view text) {
    const auto checked = check();
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code(), code);
    EXPECT_EQ(checked.error().message().substr(0, text.size()), text);
  }
  void expect_mismatch() { expect_refusal(ErrorCode::InvalidSignature, kMismatch); }

  Arena arena_;
  std::string id_ = "AKIAIOSFODNN7EXAMPLE";
  std::vector<Header> headers_;
  SignableRequest request_;
  Rules rules_{.service = "secretsmanager"};
  Timestamp now_ = kNoon;
  std::optional<SecretAccessKey> key_ =
      SecretAccessKey{.secret = bytes_of(kSecret), .generation = 1};
  SigningKeyCache cache_;
};

TEST_F(VerifyTest, AcceptsWhatWasSigned) {
  const auto checked = check();
  EXPECT_TRUE(checked) << checked.error().message();
  EXPECT_TRUE(check());  // With the key from the cache.
}

TEST_F(VerifyTest, AcceptsUnsignedHeadersOfSdks) {
  set("amz-sdk-invocation-id", "x");
  set("Content-Length", "24");
  set("User-Agent", "aws-cli");
  EXPECT_TRUE(check());
}

TEST_F(VerifyTest, RefusesAChangedBody) {
  request_.body_hash = hash_of(R"({"SecretId": "MySecreT"})");
  expect_mismatch();
}

TEST_F(VerifyTest, RefusesAChangedRequestLine) {
  request_.method = "PUT";
  expect_mismatch();
  request_.method = "POST";
  request_.target = "/x";
  expect_mismatch();
  request_.target = "/?a";
  expect_mismatch();
}

TEST_F(VerifyTest, RefusesAChangedHeader) {
  set("X-Amz-Target", "secretsmanager.DeleteSecret");
  expect_mismatch();
}

TEST_F(VerifyTest, RefusesAHeaderThatCameTwice) {
  headers_.push_back({.name = "x-amz-target", .value = "secretsmanager.DeleteSecret"});
  expect_mismatch();
}

TEST_F(VerifyTest, RefusesAnotherSecret) {
  key_->secret = bytes_of("another");
  key_->generation = 2;
  expect_mismatch();
}

TEST_F(VerifyTest, RefusesEveryFlippedBitOfTheSignature) {
  request_.headers = headers_;
  auto signature = read_signature(request_, arena_);
  ASSERT_TRUE(signature);
  for (std::size_t i = 0; i < 256; ++i) {
    const auto bit = static_cast<std::byte>(1U << i % 8);
    signature->value[i / 8] ^= bit;
    EXPECT_FALSE(verify(*signature, request_, key_, cache_, arena_));
    signature->value[i / 8] ^= bit;
  }
  EXPECT_TRUE(verify(*signature, request_, key_, cache_, arena_));
}

TEST_F(VerifyTest, AnswersUnknownKeysAsRow10) {
  key_ = std::nullopt;
  expect_refusal(ErrorCode::UnrecognizedClient,
                 "The security token included in the request is invalid.");
  request_.body_hash = hash_of("changed");
  expect_refusal(ErrorCode::UnrecognizedClient,
                 "The security token included in the request is invalid.");
  EXPECT_EQ(cache_.size(), 1U);
}

TEST_F(VerifyTest, KeepsOneKeyForAllUnknownIds) {
  key_ = std::nullopt;
  for (const auto* id : {"AKIAA", "AKIAB", "AKIAC"}) {
    id_ = id;
    sign();
    EXPECT_FALSE(check());
  }
  EXPECT_EQ(cache_.size(), 1U);
}

TEST_F(VerifyTest, BindsTokensToTemporaryKeyIds) {
  set("X-Amz-Security-Token", kToken);
  sign();
  expect_refusal(ErrorCode::UnrecognizedClient, "The security token");
  id_ = "ASIAIOSFODNN7EXAMPLE";
  sign();
  EXPECT_TRUE(check());
  remove("X-Amz-Security-Token");
  sign();
  expect_refusal(ErrorCode::UnrecognizedClient, "The security token");
  set("X-Amz-Security-Token", "");
  sign();
  expect_refusal(ErrorCode::UnrecognizedClient, "The security token");
}

TEST_F(VerifyTest, AcceptsATokenThatWasAddedAfterSigning) {
  id_ = "ASIAIOSFODNN7EXAMPLE";
  sign();
  set("X-Amz-Security-Token", kToken);
  EXPECT_TRUE(check());
}

TEST_F(VerifyTest, ComparesTheClaimedPayloadHash) {
  set("X-Amz-Content-Sha256", hex_of(request_.body_hash));
  sign();
  EXPECT_TRUE(check());
  for (const auto* claimed : {"UNSIGNED-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "",
                              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}) {
    set("X-Amz-Content-Sha256", claimed);
    sign();
    expect_mismatch();
  }
}

TEST_F(VerifyTest, TriesTheHostWithoutItsDefaultPort) {
  set("Host", "localhost");
  sign();
  set("Host", "localhost:80");
  EXPECT_TRUE(check());
  set("Host", "localhost:443");
  expect_mismatch();
  request_.tls = true;
  EXPECT_TRUE(check());
  set("Host", "localhost:8443");
  expect_mismatch();
}

TEST_F(VerifyTest, Row7WrongService) {
  rules_.service = "kms";
  expect_refusal(ErrorCode::InvalidSignature,
                 "Credential should be scoped to correct service: 'kms'. ");
}

TEST_F(VerifyTest, Row8WrongRegion) {
  const std::array<std::string_view, 2> regions = {"us-east-1", "eu-central-1"};
  rules_.regions = regions;
  expect_refusal(ErrorCode::InvalidSignature,
                 "Credential should be scoped to a valid region, not 'eu-west-1'. ");
  const std::array<std::string_view, 1> right = {"eu-west-1"};
  rules_.regions = right;
  EXPECT_TRUE(check());
}

TEST_F(VerifyTest, Row9TooOldOrTooNew) {
  now_ = kNoon + std::chrono::minutes(5) + std::chrono::milliseconds(999);
  EXPECT_TRUE(check());
  now_ = kNoon + std::chrono::minutes(5) + std::chrono::seconds(1);
  expect_refusal(ErrorCode::InvalidSignature,
                 "Signature expired: 20260115T120000Z is now earlier than 20260115T120001Z "
                 "(20260115T120501Z - 5 min.)");
  now_ = kNoon - std::chrono::minutes(5);
  EXPECT_TRUE(check());
  now_ = kNoon - std::chrono::minutes(5) - std::chrono::seconds(1);
  expect_refusal(ErrorCode::InvalidSignature,
                 "Signature not yet current: 20260115T120000Z is still later than "
                 "20260115T115959Z (20260115T115459Z + 5 min.)");
  rules_.window = std::chrono::minutes(15);
  EXPECT_TRUE(check());
}

TEST_F(VerifyTest, ExplainsToKnownKeysWhatShouldHaveBeenSigned) {
  id_ = "ASIAIOSFODNN7EXAMPLE";
  set("X-Amz-Security-Token", kToken);
  sign();
  request_.body_hash = hash_of("{}");
  const auto checked = check();
  ASSERT_FALSE(checked);
  const std::string& text = checked.error().message();
  EXPECT_THAT(text, HasSubstr("\n\nThe Canonical String for this request should have been\n'POST\n/"
                              "\n\nhost:localhost:8443\nx-amz-date:20260115T120000Z\n"
                              "x-amz-security-token:...\n"));
  EXPECT_THAT(text,
              HasSubstr("'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n"
                        "20260115T120000Z\n20260115/eu-west-1/secretsmanager/aws4_request\n"));
  EXPECT_THAT(text, Not(HasSubstr(std::string(kToken))));
}

TEST_F(VerifyTest, ExplainsNothingLongOrUnprintable) {
  set("A", std::string(4096, 'a'));
  sign();
  request_.body_hash = hash_of("{}");
  EXPECT_EQ(check().error().message(), kMismatch);
  set("A", "\xff");
  sign();
  request_.body_hash = hash_of("[]");
  EXPECT_EQ(check().error().message(), kMismatch);
}

/// The vectors of sigv4 contract 9.2, made by botocore.
struct Vector {
  const char* name;
  std::string_view method, target;
  std::vector<Header> headers;
  std::string_view body;
  Rules rules;
  std::string_view canonical_hash;
};

const std::string kStsQuery = "/?Action=GetCallerIdentity&Version=2011-06-15";

std::string presigned(std::string_view id, std::string_view expires, std::string_view headers,
                      std::string_view more, std::string_view signature) {
  return kStsQuery + "&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=" + std::string(id) +
         "%2F20260115%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20260115T120000Z&X-Amz-Expires=" +
         std::string(expires) + "&X-Amz-SignedHeaders=" + std::string(headers) + std::string(more) +
         "&X-Amz-Signature=" + std::string(signature);
}

const std::string kV4 =
    presigned("ASIAIOSFODNN7EXAMPLE", "900", "host",
              "&X-Amz-Security-Token=IQoJb3JpZ2luX2VjEXAMPLETOKEN%2F%2F%2F%2F%2Fw%3D%3D",
              "71b2209c9a14f4f69da58be5fd4a25760ffcffa9b1d7b243fade3113a115477d");
const std::string kV5 =
    presigned("AKIAIOSFODNN7EXAMPLE", "60", "host%3Bx-k8s-aws-id", "",
              "1bf09b2c005cb86c00d89a175e834ae3f3817663e545e021429d9c55cdab1088");

const Rules kSts{.service = "sts",
                 .window = std::chrono::minutes(15),
                 .longest_presigned = std::chrono::minutes(15)};

const Vector kVectors[] = {
    {"V1",
     "POST",
     "/",
     {{"Host", "secretsmanager.us-east-1.amazonaws.com"},
      {"X-Amz-Date", "20260115T120000Z"},
      {"Content-Type", "application/x-amz-json-1.1"},
      {"X-Amz-Target", "secretsmanager.GetSecretValue"},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260115/us-east-1/secretsmanager/"
       "aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
       "Signature=86286359b885c4651e2873fabee5ab2bbba4f334e0efd6c9353217322b5136e8"}},
     R"({"SecretId": "MySecret"})",
     {.service = "secretsmanager"},
     "ee1da4fdd5d4196b67217c8de35b59fb4f895eec1ce1feb798da967e3e6ff3d6"},
    {"V2",
     "POST",
     "/",
     {{"Host", "localhost:8443"},
      {"X-Amz-Date", "20260115T120000Z"},
      {"X-Amz-Security-Token", kToken},
      {"Content-Type", "application/x-amz-json-1.1"},
      {"X-Amz-Target", "TrentService.ListKeys"},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20260115/eu-west-1/kms/aws4_request, "
       "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
       "Signature=bff8aa914e2c8ed3fc8c9c9e575505af25324fed3a5dcda8125e345dfac4e006"}},
     "{}",
     {.service = "kms"},
     "aabbca5e5fcf3cad5c5485d2fdaf06caaa0de00dbe376676f8feb0048047bbaf"},
    {"V3",
     "POST",
     "/",
     {{"Host", "sts.us-east-1.amazonaws.com"},
      {"X-Amz-Date", "20260115T120000Z"},
      {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260115/us-east-1/sts/aws4_request, "
       "SignedHeaders=content-type;host;x-amz-date, "
       "Signature=26bedae4c6750a6f3ccd2f19d91bf3d4022985970e982971015ace05732b4bb4"}},
     "Action=GetCallerIdentity&Version=2011-06-15",
     kSts,
     "5beabd2fd818da8224595b0847d587dc63ed84152bdcbf2e733cbe1a682618dd"},
    {"V4",
     "GET",
     kV4,
     {{"Host", "sts.us-east-1.amazonaws.com"}},
     "",
     kSts,
     "9d9883bec97d6e79a7a4ccbb75879c76b1149077cfd49b6ee205cf1c3d0b2ab5"},
    {"V5",
     "GET",
     kV5,
     {{"Host", "127.0.0.1:4566"}, {"x-k8s-aws-id", "cluster-1"}},
     "",
     kSts,
     "f86acf4c5dd6d3c1f389aa37fc3c0c6fa0d28159302a858f0954e0e48d182825"},
};

class VectorTest : public testing::TestWithParam<Vector> {
 protected:
  SignableRequest request() const {
    const Vector& v = GetParam();
    return {
        .method = v.method, .target = v.target, .headers = v.headers, .body_hash = hash_of(v.body)};
  }
  Arena arena_;
  SigningKeyCache cache_;
  const SecretAccessKey key_{.secret = bytes_of(kSecret), .generation = 0};
};

TEST_P(VectorTest, Verifies) {
  const auto signature = read_signature(request(), arena_);
  ASSERT_TRUE(signature) << signature.error().message();
  const std::string hash = hex_of(request().body_hash);
  const auto canonical = canonical_request(request(), *signature, hash, {}, arena_);
  EXPECT_EQ(hex_of(crypto::sha256(bytes_of(canonical))), GetParam().canonical_hash);
  EXPECT_TRUE(check_scope(*signature, GetParam().rules, kNoon));
  EXPECT_TRUE(verify(*signature, request(), key_, cache_, arena_));
}

TEST_P(VectorTest, FailsForAnotherBody) {
  SignableRequest changed = request();
  changed.body_hash = hash_of("x");
  const auto signature = read_signature(changed, arena_);
  ASSERT_TRUE(signature);
  EXPECT_FALSE(verify(*signature, changed, key_, cache_, arena_));
}

INSTANTIATE_TEST_SUITE_P(Botocore, VectorTest, testing::ValuesIn(kVectors),
                         [](const auto& info) { return std::string(info.param.name); });

class PresignedTest : public testing::Test {
 protected:
  Result<void> check(Rules rules, Timestamp now, const std::string& target = kV4) {
    const std::array<Header, 2> headers = {{{"Host", "sts.us-east-1.amazonaws.com"}, {"A", "b"}}};
    const SignableRequest request{
        .method = "GET", .target = target, .headers = headers, .body_hash = hash_of({})};
    SR_TRY(const Signature signature, read_signature(request, arena_));
    SR_CHECK(check_scope(signature, rules, now));
    SigningKeyCache cache;
    return verify(signature, request, SecretAccessKey{.secret = bytes_of(kSecret), .generation = 0},
                  cache, arena_);
  }
  Arena arena_;
};

TEST_F(PresignedTest, LastsUntilItsExpiry) {
  EXPECT_TRUE(check(kSts, kNoon + std::chrono::seconds(900)));
  EXPECT_EQ(check(kSts, kNoon + std::chrono::seconds(901)).error().message(),
            "Signature expired: 20260115T120000Z is now earlier than 20260115T120001Z "
            "(20260115T121501Z - 15 min.)");
  EXPECT_TRUE(check(kSts, kNoon - std::chrono::minutes(15)));
  EXPECT_FALSE(check(kSts, kNoon - std::chrono::seconds(901)));
}

TEST_F(PresignedTest, LastsNoLongerThanTheServiceAllows) {
  Rules rules = kSts;
  rules.longest_presigned = std::chrono::seconds(90);
  EXPECT_TRUE(check(rules, kNoon + std::chrono::seconds(90)));
  EXPECT_EQ(check(rules, kNoon + std::chrono::seconds(91)).error().message(),
            "Signature expired: 20260115T120000Z is now earlier than 20260115T120001Z "
            "(20260115T120131Z - 90 sec.)");
}

TEST_F(PresignedTest, IsRefusedWhereTheServiceTakesNone) {
  Rules rules = kSts;
  rules.longest_presigned = std::nullopt;
  EXPECT_EQ(check(rules, kNoon).error().code(), ErrorCode::MissingAuthenticationToken);
}

TEST_F(PresignedTest, SignsEveryParameter) {
  std::string target = kV4;
  target.replace(target.find("GetCallerIdentity"), 3, "Set");
  EXPECT_EQ(check(kSts, kNoon, target).error().code(), ErrorCode::InvalidSignature);
  EXPECT_EQ(check(kSts, kNoon, kV4 + "&more=1").error().code(), ErrorCode::InvalidSignature);
}

TEST_F(PresignedTest, ShowsNoTokenInItsExplanation) {
  const auto checked = check(kSts, kNoon, kV4 + "&more=1");
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().message(), HasSubstr("X-Amz-Security-Token=...&"));
  EXPECT_THAT(checked.error().message(), Not(HasSubstr("EXAMPLETOKEN")));
}

}  // namespace
}  // namespace strongroom::sigv4
