#include "audit/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::audit {
namespace {

using testing::HasSubstr;

Event some_event() {
  Event event;
  event.request_id = "r-1";
  event.event_id = "e-1";
  event.time = timestamp_of(1'700'000'000'123);
  event.event_source = kSecretsManagerSource;
  event.event_name = "GetSecretValue";
  event.region = "eu-west-1";
  event.account = "111122223333";
  event.user_identity = R"({"type":"Root","accountId":"111122223333"})";
  event.source_address = "127.0.0.1";
  event.user_agent = "a\"b\n";
  event.request_parameters = R"({"secretId":"x"})";
  event.read_only = true;
  return event;
}

std::string line(const Event& event) {
  Arena arena;
  return std::string(line_of(event, arena));
}

TEST(EventTest, IsOneLineThatBeginsWithWhatManyRecordsShare) {
  EXPECT_EQ(
      line(some_event()),
      R"({"eventVersion":"1.11","userIdentity":{"type":"Root","accountId":"111122223333"},)"
      R"("eventTime":"2023-11-14T22:13:20Z","eventSource":"secretsmanager.amazonaws.com",)"
      R"("eventName":"GetSecretValue","awsRegion":"eu-west-1","sourceIPAddress":"127.0.0.1",)"
      R"("userAgent":"a\"b\n","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,)"
      R"("recipientAccountId":"111122223333","eventCategory":"Management","requestID":"r-1",)"
      R"("eventID":"e-1","requestParameters":{"secretId":"x"},"responseElements":null})"
      "\n");
}

TEST(EventTest, ShowsErrorsResourcesAndTheServiceBetween) {
  Event event = some_event();
  const Resource resource{.arn = "arn:x", .account = "444455556666", .type = kSecretType};
  event.error_code = "AccessDenied";
  event.error_message = "no";
  event.resources = std::span(&resource, 1);
  event.invoked_by = "secretsmanager.amazonaws.com";
  event.shared_event_id = "s-1";
  event.tls_details = R"({"tlsVersion":"TLSv1.3"})";
  const std::string text = line(event);
  EXPECT_THAT(text, HasSubstr(R"("accountId":"111122223333","invokedBy":"secretsmanager.amazonaws)"
                              R"(.com"},"eventTime")"));
  EXPECT_THAT(text, HasSubstr(R"("errorCode":"AccessDenied","errorMessage":"no","requestParam)"));
  EXPECT_THAT(text, HasSubstr(R"("resources":[{"ARN":"arn:x","accountId":"444455556666",)"
                              R"("type":"AWS::SecretsManager::Secret"}])"));
  EXPECT_THAT(text, HasSubstr(R"("eventID":"e-1","sharedEventID":"s-1","errorCode")"));
  EXPECT_THAT(text, HasSubstr(R"("tlsDetails":{"tlsVersion":"TLSv1.3"},"eventCategory")"));
}

TEST(EventTest, CutsWhatIsTooLong) {
  Event event = some_event();
  const std::string long_text(5'000, 'y');
  event.user_agent = event.error_message = long_text;
  const std::string parameters = "{\"a\":\"" + std::string(110'000, 'x') + "\"}";
  event.request_parameters = parameters;
  const std::string text = line(event);
  EXPECT_LT(text.size(), 4'000U);
  EXPECT_THAT(text, HasSubstr(R"("requestParameters":{"omitted":true,"originalSize":110008,)"));
}

}  // namespace
}  // namespace strongroom::audit
