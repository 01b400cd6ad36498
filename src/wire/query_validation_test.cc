#include "wire/aws_query.h"
#include "wire/testing/kitchen_sink.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace strongroom::wire {
namespace {

using testing::KitchenSink;

struct Case {
  const char* name;
  std::string_view members;  ///< Beside a valid SecretId.
  std::string_view want;     ///< The one violation.
};

// iam contract 2.
const Case kCases[] = {
    {"TooLong", "VersionId=12345",
     "Value '12345' at 'versionId' failed to satisfy constraint: Member must have length less than "
     "or equal to 4"},
    {"EmptyText", "VersionId=",
     "Value '' at 'versionId' failed to satisfy constraint: Member must have length greater than "
     "or equal to 2"},
    {"SensitiveText", "SecretString=1234567",
     "Value '***' at 'secretString' failed to satisfy constraint: Member must have length less "
     "than or equal to 6"},
    {"SensitiveBlob", "SecretBinary=AAECAwQFBg%3D%3D",
     "Value '***' at 'secretBinary' failed to satisfy constraint: Member must have length less "
     "than or equal to 6"},
    {"NestedSensitive", "RotationRules.Token=1234",
     "Value '***' at 'rotationRules.token' failed to satisfy constraint: Member must have length "
     "less than or equal to 3"},
    {"NumberTooLarge", "MaxResults=101",
     "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than "
     "or equal to 100"},
    {"NumberTooSmall", "MaxResults=-1",
     "Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than "
     "or equal to 1"},
    {"Pattern", "Region=x",
     "Value 'x' at 'region' failed to satisfy constraint: Member must satisfy regular expression "
     "pattern: ^([a-z]+-)+\\d+$"},
    {"ListTooShort", "VersionStages=",
     "Value '[]' at 'versionStages' failed to satisfy constraint: Member must have length greater "
     "than or equal to 1"},
    {"ListTooLong", "VersionStages.member.1=a&VersionStages.member.2=b&VersionStages.member.3=c",
     "Value '[a, b, c]' at 'versionStages' failed to satisfy constraint: Member must have length "
     "less than or equal to 2"},
    {"ElementAfterAGap", "TagKeys.member.3=a&TagKeys.member.9=bbbb",
     "Value 'bbbb' at 'tagKeys.2.member' failed to satisfy constraint: Member must have length "
     "less than or equal to 3"},
    {"EnumInAListWithoutItsValues", "Filters.member.1.Key=x",
     "Value 'x' at 'filters.1.member.key' failed to satisfy constraint: Member must satisfy enum "
     "value set"},
    {"MissingInAList", "Filters.member.1.Key=all&Filters.member.2.Values.member.1=v",
     "Value null at 'filters.2.member.key' failed to satisfy constraint: Member must not be null"},
    {"NestedList", "Filters.member.1.Key=all&Filters.member.1.Values.member.1=123456",
     "Value '123456' at 'filters.1.member.values.1.member' failed to satisfy constraint: Member "
     "must have length less than or equal to 5"},
    {"NestedStructure", "RotationRules.AutomaticallyAfterDays=0",
     "Value '0' at 'rotationRules.automaticallyAfterDays' failed to satisfy constraint: Member "
     "must have value greater than or equal to 1"},
    {"NullInAMap", "Context.entry.1.key=k",
     "Value null at 'context.k' failed to satisfy constraint: Member must not be null"},
};

class QueryValidationTest : public ::testing::TestWithParam<Case> {
 protected:
  Arena arena_;
};

TEST_P(QueryValidationTest, SaysWhatIsWrong) {
  const auto input =
      decode_query(KitchenSink::kInput, "SecretId=s&" + std::string(GetParam().members), arena_);
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error(), Error(ErrorCode::Validation,
                                 "1 validation error detected: " + std::string(GetParam().want)));
}

INSTANTIATE_TEST_SUITE_P(Wire, QueryValidationTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

bool is_session_name(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return c == ':' || c == ' '; });
}

constexpr std::array<std::string_view, 2> kStatuses = {"Active", "Inactive"};

struct Session {
  std::string_view name;
  std::optional<std::string_view> status;
};
constexpr auto kSession =
    shape<Session>(required<&Session::name>("RoleSessionName", length(2, 64),
                                            pattern("[\\w+=,.@-]*", &is_session_name)),
                   optional<&Session::status>("Status", unprinted(), one_of(kStatuses)));

std::string violations_of(std::string_view form) {
  Arena arena;
  const auto input = decode_query(kSession, form, arena);
  return input ? "none" : input.error().message();
}

TEST(QueryValidationTextTest, WritesTheRecordedTexts) {
  EXPECT_EQ(violations_of("RoleSessionName=Session1%3A2"),
            "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to "
            "satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
  EXPECT_EQ(violations_of("RoleSessionName=ok&Status=Expired"),
            "1 validation error detected: Value at 'status' failed to satisfy constraint: Member "
            "must satisfy enum value set");
}

TEST(QueryValidationTextTest, JoinsSeveralInTheOrderOfTheTable) {
  EXPECT_EQ(violations_of("Status=x"),
            "2 validation errors detected: Value null at 'roleSessionName' failed to satisfy "
            "constraint: Member must not be null; Value at 'status' failed to satisfy constraint: "
            "Member must satisfy enum value set");
}

TEST(QueryValidationTextTest, CountsCharactersAndNotBytes) {
  EXPECT_EQ(violations_of("RoleSessionName=%C3%A4%C3%A4"), "none");
  EXPECT_NE(violations_of("RoleSessionName=%C3%A4"), "none");
}

}  // namespace
}  // namespace strongroom::wire
