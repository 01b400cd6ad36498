#include "gateway/sealed_answers.h"

#include "base/sync_wait.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace strongroom::gateway {
namespace {

using testing::HasSubstr;

class SealedAnswersTest : public testing::Test {
 protected:
  http::Response answer(std::string_view method, std::string_view target,
                        std::vector<http::Header> headers = {}) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.headers = headers;
    return sync_wait(answers_.serve(request, arena_));
  }

  metrics::Registry metrics_;
  SealedAnswers answers_{metrics_};
  Arena arena_;
};

TEST_F(SealedAnswersTest, IsAliveButNotReady) {
  EXPECT_EQ(answer("GET", "/healthz").status, 200U);
  EXPECT_EQ(answer("GET", "/readyz").status, 503U);
  EXPECT_EQ(answer("GET", "/readyz").body, "sealed\n");
  EXPECT_THAT(std::string(answer("GET", "/metrics").body), HasSubstr("strongroom_sealed 1"));
}

TEST_F(SealedAnswersTest, SaysToEveryJsonServiceThatItIsNotAvailable) {
  for (const auto* target :
       {"secretsmanager.GetSecretValue", "TrentService.Decrypt", "nonsense.Nothing"}) {
    const auto response = answer("POST", "/", {{"x-amz-target", target}});
    EXPECT_EQ(response.status, 503U);
    EXPECT_EQ(response.content_type, "application/x-amz-json-1.1");
    EXPECT_EQ(response.body, R"({"__type":"ServiceUnavailable",)"
                             R"("message":"The service is unavailable. Try again later."})");
    EXPECT_EQ(response.request_id.size(), 36U);
  }
}

TEST_F(SealedAnswersTest, SaysTheSameToAQueryServiceInXml) {
  const auto response = answer(
      "POST", "/",
      {{"content-type", "application/x-www-form-urlencoded"},
       {"authorization",
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240601/us-east-1/iam/aws4_request, "
        "SignedHeaders=host, Signature=00"}});
  EXPECT_EQ(response.status, 503U);
  EXPECT_EQ(response.content_type, "text/xml");
  EXPECT_THAT(std::string(response.body), HasSubstr("<Code>ServiceUnavailable</Code>"));
}

}  // namespace
}  // namespace strongroom::gateway
