#include "audit/record_hash.h"

#include "audit/event.h"
#include "base/bytes.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::audit {
namespace {

TEST(RecordHashTest, IsThatOfTheWholeRecordWhateverWasHashedBefore) {
  for (const std::size_t caller : {0U, 1U, 60U, 100U, 500U, 501U, 2000U}) {
    for (const char c : {'a', 'b'}) {
      for (const std::string_view resource : {"", R"(,"resources":[{"ARN":"arn:aws:kms:k"}])"}) {
        for (const std::size_t parameters : {0U, 10U, 300U}) {
          const std::string record = "{\"caller\":\"" + std::string(caller, c) + '"' +
                                     std::string(kEndOfShared) + std::string(resource) +
                                     ",\"requestParameters\":\"" + std::string(parameters, 'p') +
                                     "\"}";
          EXPECT_EQ(record_hash(record), crypto::sha256(bytes_of(record))) << record;
        }
      }
    }
  }
}

TEST(RecordHashTest, TakesAnyText) {
  const std::string padding(200, 'x');
  for (const std::string& record :
       {std::string(), std::string("{}"), std::string(kEndOfShared), padding,
        padding + std::string(kEndOfShared),
        padding + std::string(kEndOfShared) + R"(,"resources":[{"ARN":"arn:aws:kms:)"}) {
    EXPECT_EQ(record_hash(record), crypto::sha256(bytes_of(record))) << record;
  }
}

}  // namespace
}  // namespace strongroom::audit
