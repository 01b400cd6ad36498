#include "wire/aws_query.h"
#include "wire/testing/kitchen_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace strongroom::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KitchenSink;
using ::testing::Pair;
using Input = KitchenSink::Input;

class DecodeQueryTest : public ::testing::Test {
 protected:
  Result<Input> decode_members(std::string_view members) {
    return decode_query(KitchenSink::kInput,
                        "Action=Get&Version=2010-05-08&SecretId=s&" + std::string(members), arena_);
  }
  void expect_mismatch(std::string_view members, std::string_view text) {
    const auto input = decode_members(members);
    ASSERT_FALSE(input) << members;
    EXPECT_EQ(input.error(), Error(ErrorCode::Serialization, "The value of " + std::string(text)));
  }

  Arena arena_;
};

TEST_F(DecodeQueryTest, ReadsEveryKindOfMember) {
  const auto input = decode_members(
      "VersionId=v1&SecretString=p%C3%A4+x&SecretBinary=AAEC&MaxResults=7&Region=eu-west-1"
      "&RotateImmediately=false&Force=true&StartTime=2026-01-15T12%3A00%3A00Z"
      "&TagKeys.member.1=a&TagKeys.member.2=b&VersionStages.member.1=X"
      "&Filters.member.1.Key=name&Filters.member.1.Values.member.1=p"
      "&Filters.member.1.Values.member.2=q&Filters.member.2.Key=all"
      "&RotationRules.AutomaticallyAfterDays=30"
      "&Context.entry.1.key=z&Context.entry.1.value=1&Context.entry.2.key=a&Context.entry.2.value=2"
      "&Stages.entry.1.key=id&Stages.entry.1.value.member.1=AWSCURRENT");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_EQ(input->secret_id, "s");
  EXPECT_EQ(input->version_id, "v1");
  EXPECT_EQ(input->secret_string, "p\u00e4 x");
  ASSERT_TRUE(input->secret_binary);
  EXPECT_EQ(text_of(*input->secret_binary), std::string_view("\0\1\2", 3));
  EXPECT_EQ(input->max_results, 7);
  EXPECT_FALSE(input->rotate_immediately);
  EXPECT_EQ(input->force, true);
  EXPECT_EQ(input->start_time, timestamp_of(1768478400000));
  EXPECT_THAT(input->tag_keys, ElementsAre("a", "b"));
  EXPECT_THAT(*input->version_stages, ElementsAre("X"));
  ASSERT_EQ(input->filters.size(), 2U);
  EXPECT_EQ(input->filters[0].key, "name");
  EXPECT_THAT(input->filters[0].values, ElementsAre("p", "q"));
  EXPECT_THAT(input->filters[1].values, IsEmpty());
  ASSERT_TRUE(input->rotation_rules);
  EXPECT_EQ(input->rotation_rules->automatically_after_days, 30);
  EXPECT_THAT(input->context, ElementsAre(Pair("z", "1"), Pair("a", "2")));
  ASSERT_EQ(input->stages.size(), 1U);
  EXPECT_THAT(input->stages[0].second, ElementsAre("AWSCURRENT"));
}

TEST_F(DecodeQueryTest, LeavesAbsentMembersAsTheyWereInitialised) {
  const auto input = decode_members("");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_FALSE(input->version_id);
  EXPECT_TRUE(input->rotate_immediately);
  EXPECT_FALSE(input->force);
  EXPECT_FALSE(input->version_stages);
  EXPECT_FALSE(input->rotation_rules);
  EXPECT_THAT(input->tag_keys, IsEmpty());
}

TEST_F(DecodeQueryTest, OrdersElementsByTheirNumbersAndClosesGaps) {
  const auto input = decode_members("TagKeys.member.10=j&TagKeys.member.2=b&TagKeys.member.7=g");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_THAT(input->tag_keys, ElementsAre("b", "g", "j"));
}

TEST_F(DecodeQueryTest, ReadsAnEmptyValueAsAnEmptyList) {
  const auto input = decode_members("TagKeys=&Filters=&Context=&Stages=");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_THAT(input->tag_keys, IsEmpty());
  EXPECT_THAT(input->filters, IsEmpty());
  // Present, unlike an absent one: it breaks the limit of at least one element.
  EXPECT_EQ(decode_members("VersionStages=").error().code(), ErrorCode::Validation);
}

TEST_F(DecodeQueryTest, ReadsAnEmptyValueAsAnEmptyStructure) {
  const auto input = decode_members("RotationRules=");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_TRUE(input->rotation_rules);
}

TEST_F(DecodeQueryTest, IgnoresUnknownParameters) {
  EXPECT_TRUE(decode_members("Unknown=1&Unknown.member.1=2&secretid=x&X-Amz-Date=now"));
  // Names below a member that has none, and in a list others than `member`.
  const auto input = decode_members(
      "VersionId.x=toolong&TagKeys.x=1&VersionStages.x=1&VersionStages.1=a&Context.member.1=b");
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_FALSE(input->version_id);
  EXPECT_FALSE(input->version_stages);
  EXPECT_THAT(input->tag_keys, IsEmpty());
}

TEST_F(DecodeQueryTest, RefusesValuesOfTheWrongType) {
  expect_mismatch("MaxResults=x", "'maxResults' can not be converted to a Long");
  expect_mismatch("MaxResults=", "'maxResults' can not be converted to a Long");
  expect_mismatch("MaxResults=1.0", "'maxResults' can not be converted to a Long");
  expect_mismatch("MaxResults=%2B1", "'maxResults' can not be converted to a Long");
  expect_mismatch("MaxResults=+1", "'maxResults' can not be converted to a Long");
  expect_mismatch("MaxResults=9223372036854775808", "'maxResults' can not be converted to a Long");
  expect_mismatch("Force=True", "'force' can not be converted to a Boolean");
  expect_mismatch("Force=1", "'force' can not be converted to a Boolean");
  expect_mismatch("Force=", "'force' can not be converted to a Boolean");
  expect_mismatch("SecretBinary=AAE", "'secretBinary' can not be converted to a Blob");
  expect_mismatch("StartTime=yesterday", "'startTime' can not be converted to a Timestamp");
  expect_mismatch("StartTime=1768478400", "'startTime' can not be converted to a Timestamp");
}

TEST_F(DecodeQueryTest, RefusesValuesWhereStructuresAndListsStand) {
  expect_mismatch("TagKeys=a", "'tagKeys' can not be converted to a List");
  expect_mismatch("RotationRules=a", "'rotationRules' can not be converted to a Structure");
  expect_mismatch("Filters.member.1=a", "'filters.1.member' can not be converted to a Structure");
  expect_mismatch("TagKeys.member.1.x=a",
                  "'tagKeys.1.member' can not be converted to a simple value");
  expect_mismatch("Context.entry.1.value=a",
                  "'context.1.member' can not be converted to an entry of a map");
}

TEST_F(DecodeQueryTest, RefusesElementsWithoutAProperNumber) {
  for (const std::string_view number : {"0", "01", "x", "-1", "4294967296", ""})
    expect_mismatch("TagKeys.member." + std::string(number) + "=a",
                    "'tagKeys' can not be converted to a List");
}

TEST_F(DecodeQueryTest, ReadsTheLargestNumbers) {
  struct Numbers {
    std::int64_t low = 0;
    std::int64_t high = 0;
  };
  static constexpr auto kNumbers =
      shape<Numbers>(required<&Numbers::low>("Low"), required<&Numbers::high>("High"));
  const auto numbers =
      decode_query(kNumbers, "Low=-9223372036854775808&High=9223372036854775807", arena_);
  ASSERT_TRUE(numbers) << numbers.error().message();
  EXPECT_EQ(numbers->low, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(numbers->high, std::numeric_limits<std::int64_t>::max());
}

TEST_F(DecodeQueryTest, ReadsListsOfLists) {
  struct Lists {
    std::vector<std::vector<std::string>> lists;
  };
  static constexpr auto kLists = shape<Lists>(required<&Lists::lists>("Lists"));
  const auto input = decode_query(kLists,
                                  "Lists.member.2.member.1=c&Lists.member.1.member.1=a"
                                  "&Lists.member.1.member.2=b&Lists.member.3=",
                                  arena_);
  ASSERT_TRUE(input) << input.error().message();
  EXPECT_THAT(input->lists, ElementsAre(ElementsAre("a", "b"), ElementsAre("c"), IsEmpty()));
}

TEST_F(DecodeQueryTest, RefusesWhatIsNoForm) {
  struct Nothing {};
  static constexpr auto kNothing = shape<Nothing>();
  EXPECT_TRUE(decode_query(kNothing, "", arena_));
  for (const std::string_view form : {"x=%", "x=%00", "x=%ff", "x=1&x=1"})
    EXPECT_EQ(decode_query(kNothing, form, arena_).error().code(), ErrorCode::Serialization)
        << form;
}

TEST_F(DecodeQueryTest, KeepsNoViewOfTheForm) {
  std::string form = "SecretId=abc&TagKeys.member.1=de";
  const auto input = decode_query(KitchenSink::kInput, form, arena_);
  form.assign(form.size(), 'x');
  EXPECT_EQ(input->secret_id, "abc");
  EXPECT_THAT(input->tag_keys, ElementsAre("de"));
}

TEST_F(DecodeQueryTest, FindsWhichOperationIsMeant) {
  const auto call = query_call("Version=2010-05-08&UserName=%zz&Action=GetUser", arena_);
  ASSERT_TRUE(call) << call.error().message();
  EXPECT_EQ(call->action, "GetUser");
  EXPECT_EQ(call->version, "2010-05-08");
  EXPECT_EQ(query_call("UserName=a", arena_)->action, "");
  EXPECT_EQ(query_call("Action=a&Action=b", arena_).error().code(), ErrorCode::Serialization);
}

TEST_F(DecodeQueryTest, NamesAnUnknownAction) {
  EXPECT_EQ(
      unknown_action({.action = "GetUsr", .version = "2010-05-08"}),
      Error(ErrorCode::UnknownOperation, "Could not find operation GetUsr for version 2010-05-08"));
  const std::string long_name(100000, 'a');
  EXPECT_LT(unknown_action({.action = long_name, .version = long_name}).message().size(), 400U);
}

}  // namespace
}  // namespace strongroom::wire
