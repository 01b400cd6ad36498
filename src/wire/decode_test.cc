#include "wire/aws_json.h"
#include "wire/testing/kitchen_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace strongroom::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KitchenSink;
using ::testing::Pair;
using Input = KitchenSink::Input;

class DecodeTest : public ::testing::Test {
 protected:
  Result<Input> decode_members(std::string_view members) {
    return decode(KitchenSink::kInput, R"({"SecretId":"s",)" + std::string(members) + "}", arena_);
  }
  /// The error of a body that must be refused.
  Error refusal(const Result<Input>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? Error(ErrorCode::Internal, "") : result.error();
  }
  void expect_serialization(std::string_view members, std::string_view text) {
    EXPECT_EQ(refusal(decode_members(members)), Error(ErrorCode::Serialization, std::string(text)))
        << members;
  }

  Arena arena_;
};

TEST_F(DecodeTest, ReadsEveryKindOfMember) {
  const auto input = decode_members(R"(
    "VersionId": "v1", "SecretString": "p\u00e4", "SecretBinary": "AAEC", "MaxResults": 7,
    "Region": "eu-west-1", "RotateImmediately": false, "Force": true, "StartTime": 1711111111.123,
    "TagKeys": ["a", "b"], "VersionStages": ["X"],
    "Filters": [{"Key": "name", "Values": ["p", "q"]}, {"Key": "all"}],
    "RotationRules": {"AutomaticallyAfterDays": 30},
    "Context": {"z": "1", "a": "2"}, "Stages": {"id": ["AWSCURRENT"]})");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_EQ(input->secret_id, "s");
  EXPECT_EQ(input->version_id, "v1");
  EXPECT_EQ(input->secret_string, "p\u00e4");
  ASSERT_TRUE(input->secret_binary);
  EXPECT_EQ(text_of(*input->secret_binary), std::string_view("\0\1\2", 3));
  EXPECT_EQ(input->max_results, 7);
  EXPECT_FALSE(input->rotate_immediately);
  EXPECT_EQ(input->force, true);
  EXPECT_EQ(input->start_time, timestamp_of(1711111111123));
  EXPECT_THAT(input->tag_keys, ElementsAre("a", "b"));
  EXPECT_THAT(*input->version_stages, ElementsAre("X"));
  ASSERT_EQ(input->filters.size(), 2U);
  EXPECT_EQ(input->filters[0].key, "name");
  EXPECT_THAT(input->filters[0].values, ElementsAre("p", "q"));
  EXPECT_THAT(input->filters[1].values, IsEmpty());
  EXPECT_EQ(input->rotation_rules->automatically_after_days, 30);
  EXPECT_THAT(input->context, ElementsAre(Pair("z", "1"), Pair("a", "2")));
  ASSERT_EQ(input->stages.size(), 1U);
  EXPECT_THAT(input->stages[0].second, ElementsAre("AWSCURRENT"));
}

TEST_F(DecodeTest, LeavesAbsentMembersAsTheyWereInitialised) {
  const auto input = decode(KitchenSink::kInput, R"({"SecretId":"s"})", arena_);
  ASSERT_TRUE(input);
  EXPECT_EQ(input->version_id, std::nullopt);
  EXPECT_EQ(input->secret_binary.has_value(), false);
  EXPECT_TRUE(input->rotate_immediately);
  EXPECT_EQ(input->force, std::nullopt);
  EXPECT_FALSE(input->version_stages.has_value());
  EXPECT_THAT(input->filters, IsEmpty());
}

TEST_F(DecodeTest, TreatsNullAsAbsent) {
  const auto input = decode_members(R"("VersionId":null,"RotateImmediately":null,"Filters":null)");
  ASSERT_TRUE(input);
  EXPECT_EQ(input->version_id, std::nullopt);
  EXPECT_TRUE(input->rotate_immediately);
}

TEST_F(DecodeTest, TellsAnEmptyListFromAnAbsentOne) {
  const auto input = decode_members(R"("TagKeys":[],"Filters":[])");
  ASSERT_TRUE(input);
  EXPECT_THAT(input->tag_keys, IsEmpty());
}

TEST_F(DecodeTest, IgnoresUnknownMembersOfAnyType) {
  EXPECT_TRUE(decode_members(R"("X":{"SecretId":1},"Y":[[1,2.5e300]],"Z":null,"secretId":5)"));
}

TEST_F(DecodeTest, TakesTheLastOfTwoMembersOfOneName) {
  const auto input = decode_members(R"("SecretId":"second")");
  ASSERT_TRUE(input);
  EXPECT_EQ(input->secret_id, "second");
}

TEST_F(DecodeTest, KeepsShortAndLongStringsAfterTheParserIsGone) {
  const std::string value = std::string(3, 'a') + "\\n" + std::string(1, 'b');
  const auto input = decode_members(R"("SecretString":")" + value + "\"");
  ASSERT_TRUE(input);
  arena_.bytes(100000);
  EXPECT_EQ(input->secret_string, "aaa\nb");
}

TEST_F(DecodeTest, AcceptsAnEmptyBlob) {
  const auto input = decode_members(R"("SecretBinary":"")");
  ASSERT_TRUE(input);
  EXPECT_TRUE(input->secret_binary && input->secret_binary->empty());
}

TEST_F(DecodeTest, RefusesWhatIsNoJsonObject) {
  for (const std::string_view body :
       {"", " ", "{", "[]", "\"x\"", "null", "5", "{}x", "{\"a\":}", "{'a':1}", "{\"a\":1,}",
        "{\"a\":\"\xff\"}", "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\n\"}",
        "{\"a\":NaN}", "\xef\xbb\xbf{}"}) {
    EXPECT_EQ(refusal(decode(KitchenSink::kInput, body, arena_)).code(), ErrorCode::Serialization)
        << body;
  }
}

TEST_F(DecodeTest, RefusesAnEmptyBodyEvenWithoutRequiredMembers) {
  struct Nothing {};
  static constexpr auto kNothing = shape<Nothing>();
  EXPECT_FALSE(decode(kNothing, "", arena_));
  EXPECT_TRUE(decode(kNothing, "{}", arena_));
}

TEST_F(DecodeTest, RefusesDeepNesting) {
  const auto nested = [](std::size_t depth) {
    return "\"X\":" + std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_TRUE(decode_members(nested(31)));
  EXPECT_EQ(refusal(decode_members(nested(32))).code(), ErrorCode::Serialization);
  EXPECT_EQ(refusal(decode_members(nested(100000))).code(), ErrorCode::Serialization);
}

TEST_F(DecodeTest, NamesTheWrongTypeOfAString) {
  expect_serialization(R"("VersionId":5)", "NUMBER_VALUE can not be converted to a String");
  expect_serialization(R"("VersionId":true)", "TRUE_VALUE can not be converted to a String");
  expect_serialization(R"("VersionId":false)", "FALSE_VALUE can not be converted to a String");
  expect_serialization(R"("VersionId":{})", "Start of structure or map found where not expected.");
  expect_serialization(R"("VersionId":[])", "Start of list found where not expected");
}

TEST_F(DecodeTest, NamesTheWrongTypeOfOtherScalars) {
  expect_serialization(R"("Force":"true")", "STRING_VALUE can not be converted to a Boolean");
  expect_serialization(R"("Force":1)", "NUMBER_VALUE can not be converted to a Boolean");
  expect_serialization(R"("MaxResults":"7")", "STRING_VALUE can not be converted to a Long");
  expect_serialization(R"("MaxResults":7.5)", "NUMBER_VALUE can not be converted to a Long");
  expect_serialization(R"("MaxResults":1e30)", "NUMBER_VALUE can not be converted to a Long");
  expect_serialization(R"("MaxResults":9223372036854775808)",
                       "NUMBER_VALUE can not be converted to a Long");
  expect_serialization(R"("SecretBinary":5)", "NUMBER_VALUE can not be converted to a Blob");
  expect_serialization(R"("SecretBinary":"A")", "A Blob is not valid base64");
  expect_serialization(R"("SecretBinary":"A-_=")", "A Blob is not valid base64");
  expect_serialization(R"("StartTime":"2020-01-01T00:00:00Z")",
                       "STRING_VALUE can not be converted to a Timestamp");
  expect_serialization(R"("StartTime":1e300)", "NUMBER_VALUE can not be converted to a Timestamp");
}

TEST_F(DecodeTest, NamesTheWrongTypeOfListsAndStructures) {
  expect_serialization(R"("TagKeys":"a")", "Expected list or null");
  expect_serialization(R"("TagKeys":{})", "Start of structure or map found where not expected.");
  expect_serialization(R"("TagKeys":[5])", "NUMBER_VALUE can not be converted to a String");
  expect_serialization(R"("Filters":["a"])", "STRING_VALUE can not be converted to a Structure");
  expect_serialization(R"("RotationRules":[])", "Start of list found where not expected");
  expect_serialization(R"("Context":["a"])", "Start of list found where not expected");
  expect_serialization(R"("Context":"a")", "Expected map or null");
  expect_serialization(R"("Context":{"k":5})", "NUMBER_VALUE can not be converted to a String");
}

TEST_F(DecodeTest, RefusesAMapInWhichAKeyStandsTwice) {
  EXPECT_TRUE(decode_members(R"("Context":{"k":"1","K":"1"})"));
  EXPECT_TRUE(decode_members(R"("Context":{"k":"k"},"X":[{"k":1},{"k":2}])"));
  expect_serialization(R"("Context":{"k":"1","k":"1"})", "A key of a map stands twice.");
  expect_serialization(R"("Context":{"k":"1","\u006b":"2"})", "A key of a map stands twice.");
  expect_serialization(R"("Context":{"a":"1"},"Context":{"b":"2"})",
                       "A key of a map stands twice.");
}

TEST_F(DecodeTest, PrefersTheWrongTypeOverBrokenConstraints) {
  EXPECT_EQ(
      refusal(decode(KitchenSink::kInput, R"({"MaxResults":0,"VersionId":5})", arena_)).code(),
      ErrorCode::Serialization);
}

TEST_F(DecodeTest, ReadsTheLargestIntegers) {
  // Out of range, but not of type: the message shows the number.
  const Error error = refusal(decode_members(R"("MaxResults":9223372036854775807)"));
  EXPECT_EQ(error.code(), ErrorCode::Validation);
  EXPECT_THAT(error.message(), ::testing::HasSubstr("Value '9223372036854775807' at"));
}

}  // namespace
}  // namespace strongroom::wire
