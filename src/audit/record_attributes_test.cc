#include "audit/record_attributes.h"

#include <gmock/gmock.h>

#include <utility>
#include <vector>

namespace strongroom::audit {
namespace {

using testing::ElementsAre;
using testing::Pair;

// cloudtrail contract 6.
TEST(RecordAttributesTest, NameOfEachIdentity) {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"type":"Root","accountId":"1"})", "root"},
      {R"({"type":"IAMUser","userName":"ann"})", "ann"},
      {R"({"type":"IAMUser","userName":"a\"b"})", "a\"b"},
      {R"({"type":"AssumedRole","principalId":"AROA:job","sessionContext":{"userName":"x"}})",
       "job"},
      {R"({"type":"FederatedUser","principalId":"1:bob"})", "bob"},
      {R"({"accountId":"1","invokedBy":"secretsmanager.amazonaws.com"})",
       "secretsmanager.amazonaws.com"},
      {R"({"type":"Unknown"})", ""},
      {R"("none")", ""}};
  for (const auto& [identity, name] : rows) {
    const std::string record = std::string(R"({"userIdentity":)") + identity + "}";
    EXPECT_EQ(RecordAttributes::parse(record)->username(), name) << identity;
  }
}

TEST(RecordAttributesTest, EachThingThatARecordIsFoundBy) {
  const auto record = RecordAttributes::parse(
      R"({"userIdentity":{"type":"IAMUser","accessKeyId":"AKIA","userName":"ann"},)"
      R"("eventTime":"2026-11-22T05:20:00Z","eventSource":"s","eventName":"n","awsRegion":"r",)"
      R"("requestParameters":{"eventName":"inner"},"eventID":"id","readOnly":true,"resources":[)"
      R"({"ARN":"arn:aws:secretsmanager:r:1:secret:a\/b-AbCdEf","type":"T"},{"ARN":"arn:x"}],)"
      R"("recipientAccountId":"1"})");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->account(), "1");
  EXPECT_EQ(record->region(), "r");
  EXPECT_EQ(record->time(), "2026-11-22T05:20:00Z");
  std::vector<std::pair<std::string, std::string>> found;
  record->for_each([&](std::string_view attribute, std::string_view value) {
    found.emplace_back(attribute, value);
  });
  EXPECT_THAT(
      found,
      ElementsAre(Pair("EventId", "id"), Pair("EventName", "n"), Pair("EventSource", "s"),
                  Pair("ReadOnly", "true"), Pair("Username", "ann"), Pair("AccessKeyId", "AKIA"),
                  Pair("ResourceName", "arn:aws:secretsmanager:r:1:secret:a/b-AbCdEf"),
                  Pair("ResourceName", "a/b"), Pair("ResourceType", "T"),
                  Pair("ResourceName", "arn:x")));
  EXPECT_TRUE(record->has("ResourceName", "a/b"));
  EXPECT_FALSE(record->has("ResourceName", "a"));
}

TEST(RecordAttributesTest, WhatIsNoRecordHasNone) {
  EXPECT_FALSE(RecordAttributes::parse(R"({"eventName":"n")"));
}

}  // namespace
}  // namespace strongroom::audit
