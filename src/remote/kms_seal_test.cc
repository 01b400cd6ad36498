#include "remote/kms_seal.h"

#include "base/encoding.h"
#include "base/log.h"
#include "keyring/known_answers.h"
#include "remote/scripted_http.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <numeric>

namespace strongroom::remote {
namespace {

using keyring::known_deployment;
using keyring::SlotName;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

/// A seal whose KMS answers as a script says. A pause takes no time.
class KmsSealTest : public testing::Test {
 protected:
  KmsSealTest() { log::set_level(log::Level::Error); }
  ~KmsSealTest() override { log::set_level(log::Level::Info); }

  KmsSeal seal(std::string session_token = "") {
    return KmsSeal(RemoteKms(
        {.arn = "arn:aws:kms:eu-west-1:111122223333:alias/store",
         .endpoint = "https://kms.example:8443"},
        std::make_unique<ScriptedHttp>(script_),
        [token = std::move(session_token)](
            HttpClient&) -> std::expected<AwsCredentials, RemoteFailure> {
          return AwsCredentials{
              .access_key_id = "AKIA1",
              .secret_access_key = crypto::SecretBytes::copy_of(bytes_of("secret")),
              .session_token = WipedString(token)};
        },
        clock_, [this](milliseconds pause) { pauses_.push_back(pause); }));
  }
  std::string refusal() {
    const auto outcome = seal().slot_secret(kName, bytes_of("ciphertext"));
    if (outcome) return "";
    EXPECT_EQ(outcome.error().code(), ErrorCode::InvalidSetting);
    return std::string(outcome.error().message());
  }
  static std::string header(const HttpRequest& request, std::string_view name) {
    for (const HttpField& field : request.headers) {
      if (field.name == name) return field.value;
    }
    return "";
  }

  static inline const SlotName kName{.deployment = known_deployment(), .id = 3};
  FakeClock clock_{timestamp_of(1'700'000'000'000)};
  ScriptedHttp::Script script_;
  std::vector<milliseconds> pauses_;
};

TEST_F(KmsSealTest, LetsTheKmsEncryptTheSecretOfASlotUnderItsName) {
  script_.answer(200, R"({"CiphertextBlob":"Y2lwaGVydGV4dA==","KeyId":"k"})");
  const auto made = seal("session").new_slot(kName);
  ASSERT_TRUE(made) << made.error().message();
  EXPECT_EQ(text_of(made->parameters), "ciphertext");
  ASSERT_EQ(script_.requests.size(), 1U);
  const HttpRequest& request = script_.requests[0];
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://kms.example:8443/");
  EXPECT_EQ(std::string_view(request.body),
            fmt::format(R"({{"KeyId":"arn:aws:kms:eu-west-1:111122223333:alias/store",)"
                        R"("EncryptionContext":{{"strongroom:deployment":"{}",)"
                        R"("strongroom:slot":"3"}},"Plaintext":"{}"}})",
                        hex_of(known_deployment()), base64_of(made->secret.reveal())));
  EXPECT_EQ(header(request, "X-Amz-Target"), "TrentService.Encrypt");
  EXPECT_EQ(header(request, "X-Amz-Security-Token"), "session");
  EXPECT_THAT(header(request, "Authorization"),
              HasSubstr("Credential=AKIA1/20231114/eu-west-1/kms/aws4_request, "
                        "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;"
                        "x-amz-target, Signature="));
}

TEST_F(KmsSealTest, GivesTheSecretThatTheKmsDecrypts) {
  script_.answer(200, fmt::format(R"({{"Plaintext":"{}"}})",
                                  base64_of(bytes_of("0123456789abcdef0123456789abcdef"))));
  const auto secret = seal().slot_secret(kName, bytes_of("ciphertext"));
  ASSERT_TRUE(secret) << secret.error().message();
  EXPECT_EQ(text_of(secret->reveal()), "0123456789abcdef0123456789abcdef");
  EXPECT_EQ(header(script_.requests[0], "X-Amz-Target"), "TrentService.Decrypt");
  EXPECT_THAT(std::string(script_.requests[0].body),
              HasSubstr(R"("CiphertextBlob":"Y2lwaGVydGV4dA==")"));
}

TEST_F(KmsSealTest, WaitsForAKmsThatCantBeReachedYet) {
  script_.fail(HttpFailure::Kind::Unreachable);
  script_.fail(HttpFailure::Kind::TooSlow);
  script_.answer(503, "");
  script_.answer(400, R"({"__type":"ThrottlingException","message":"slower"})");
  script_.answer(200, R"({"CiphertextBlob":"YQ=="})");
  EXPECT_TRUE(seal().new_slot(kName));
  EXPECT_EQ(pauses_, (std::vector{milliseconds(500), milliseconds(1000), milliseconds(2000),
                                  milliseconds(4000)}));
}

TEST_F(KmsSealTest, GivesUpAfterAMinute) {
  for (int i = 0; i < 20; ++i) script_.fail(HttpFailure::Kind::Unreachable);
  EXPECT_EQ(refusal(), "the KMS at https://kms.example:8443 does not open the store: no answer");
  const milliseconds waited = std::accumulate(pauses_.begin(), pauses_.end(), milliseconds(0));
  EXPECT_GE(waited, std::chrono::seconds(60));
  EXPECT_LT(waited, std::chrono::seconds(70));
}

TEST_F(KmsSealTest, TellsWhyTheKmsRefuses) {
  script_.answer(400,
                 R"({"__type":"com.amazonaws.kms#DisabledException","message":"is disabled."})");
  EXPECT_THAT(refusal(), HasSubstr("status 400 DisabledException: is disabled."));
  script_.fail(HttpFailure::Kind::Untrusted);
  EXPECT_THAT(refusal(), HasSubstr("no answer"));
  EXPECT_TRUE(pauses_.empty()) << "that does not pass";
}

TEST_F(KmsSealTest, TakesNoAnswerThatIsNone) {
  for (const char* answer :
       {"", "{}", "[]", R"({"Plaintext":3})", R"({"Plaintext":"AAAA"})", R"({"Plaintext":"*"})"}) {
    script_.answer(200, answer);
    EXPECT_THAT(refusal(), HasSubstr("no secret of 32 bytes")) << answer;
  }
  for (const char* answer : {"", "{}", R"({"CiphertextBlob":""})", R"({"CiphertextBlob":"*"})"}) {
    script_.answer(200, answer);
    EXPECT_FALSE(seal().new_slot(kName)) << answer;
  }
}

}  // namespace
}  // namespace strongroom::remote
