#include "sigv4/sign.h"

#include "sigv4/request_date.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace strongroom::sigv4 {
namespace {

// V1 and V3 of sigv4 contract 9.2, made by botocore.
constexpr Signer kSigner = {.access_key_id = "AKIAIOSFODNN7EXAMPLE",
                            .secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                            .region = "us-east-1",
                            .service = "secretsmanager"};

TEST(SignTest, SignsAsBotocoreDoes) {
  const std::array<Header, 4> headers = {{{"Host", "secretsmanager.us-east-1.amazonaws.com"},
                                          {"X-Amz-Date", "20260115T120000Z"},
                                          {"Content-Type", "application/x-amz-json-1.1"},
                                          {"X-Amz-Target", "secretsmanager.GetSecretValue"}}};
  EXPECT_EQ(
      authorization_for({.method = "POST",
                         .target = "/",
                         .headers = headers,
                         .body_hash = crypto::sha256(bytes_of(R"({"SecretId": "MySecret"})"))},
                        kSigner, *parse_basic_date("20260115T120000Z")),
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260115/us-east-1/secretsmanager/"
      "aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
      "Signature=86286359b885c4651e2873fabee5ab2bbba4f334e0efd6c9353217322b5136e8");
}

}  // namespace
}  // namespace strongroom::sigv4
