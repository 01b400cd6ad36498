#include "audit/event.h"

#include <gtest/gtest.h>

namespace strongroom::audit {
namespace {

TEST(EventTest, IsOneLineOfJsonWithoutEmptyMembers) {
  Arena arena;
  const Event event{.request_id = "r-1",
                    .time = timestamp_of(1'700'000'000'123),
                    .event_source = "secretsmanager.amazonaws.com",
                    .event_name = "GetSecretValue",
                    .region = "eu-west-1",
                    .account = "111122223333",
                    .principal_arn = "arn:aws:iam::111122223333:root",
                    .access_key_id = "AKID",
                    .source_address = "127.0.0.1",
                    .user_agent = "a\"b\n",
                    .resource_arn = {},
                    .error_code = {},
                    .error_message = {}};
  EXPECT_EQ(
      line_of(event, arena),
      R"({"eventVersion":"1.11","eventTime":"2023-11-14T22:13:20Z","eventSource":"secretsmanager.amazonaws.com",)"
      R"("eventName":"GetSecretValue","awsRegion":"eu-west-1","sourceIPAddress":"127.0.0.1","userAgent":"a\"b\n",)"
      R"("requestID":"r-1","recipientAccountId":"111122223333","userIdentity":{"arn":"arn:aws:iam::111122223333:root",)"
      R"("accountId":"111122223333","accessKeyId":"AKID"}})"
      "\n");
}

}  // namespace
}  // namespace strongroom::audit
