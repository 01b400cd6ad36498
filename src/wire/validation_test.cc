#include "wire/aws_json.h"
#include "wire/testing/kitchen_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace strongroom::wire {
namespace {

using testing::KitchenSink;

// secrets-manager contract 1.5.
struct Case {
  const char* name;
  std::string_view members;  ///< Beside a valid SecretId.
  std::string_view want;     ///< The one violation.
};

const Case kCases[] = {
    {"TooLong", R"("VersionId":"12345")",
     "Value '12345' at 'versionId' failed to satisfy constraint: Member must have length less than "
     "or equal to 4"},
    {"TooShort", R"("VersionId":"1")",
     "Value '1' at 'versionId' failed to satisfy constraint: Member must have length greater than "
     "or equal to 2"},
    {"SensitiveText", R"("SecretString":"1234567")",
     "Value at 'secretString' failed to satisfy constraint: Member must have length less than or "
     "equal to 6"},
    {"SensitiveTextCountsBytes", R"("SecretString":"ääää")",
     "Value at 'secretString' failed to satisfy constraint: Member must have length less than or "
     "equal to 6"},
    {"SensitiveBlob", R"("SecretBinary":"AAECAwQFBg==")",
     "Value at 'secretBinary' failed to satisfy constraint: Member must have length less than or "
     "equal to 6"},
    {"NumberTooLarge", R"("MaxResults":101)",
     "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than "
     "or equal to 100"},
    {"NumberTooSmall", R"("MaxResults":-1)",
     "Value '-1' at 'maxResults' failed to satisfy constraint: Member must have value greater than "
     "or equal to 1"},
    {"Pattern", R"("Region":"x")",
     "Value 'x' at 'region' failed to satisfy constraint: Member must satisfy regular expression "
     "pattern: ^([a-z]+-)+\\d+$"},
    {"ListTooLong", R"("VersionStages":["a","b","c"])",
     "Value '[a, b, c]' at 'versionStages' failed to satisfy constraint: Member must have length "
     "less than or equal to 2"},
    {"ListTooShort", R"("VersionStages":[])",
     "Value '[]' at 'versionStages' failed to satisfy constraint: Member must have length greater "
     "than or equal to 1"},
    {"ElementTooLong", R"("TagKeys":["a","bbbb"])",
     "Value 'bbbb' at 'tagKeys.2.member' failed to satisfy constraint: Member must have length "
     "less than or equal to 3"},
    {"NullElement", R"("TagKeys":[null])",
     "Value null at 'tagKeys.1.member' failed to satisfy constraint: Member must not be null"},
    {"EnumInAList", R"("Filters":[{"Key":"x"}])",
     "Value 'x' at 'filters.1.member.key' failed to satisfy constraint: Member must satisfy enum "
     "value set: [all, name, tag-key]"},
    {"NullInAList", R"("Filters":[{"Key":"all"},{}])",
     "Value null at 'filters.2.member.key' failed to satisfy constraint: Member must not be null"},
    {"NestedList", R"("Filters":[{"Key":"all","Values":["123456"]}])",
     "Value '123456' at 'filters.1.member.values.1.member' failed to satisfy constraint: Member "
     "must have length less than or equal to 5"},
    {"ListOfStructures",
     R"("Filters":[{"Key":"all"},{"Key":"all"},{"Key":"all"},{"Key":"name","Values":["v"]}])",
     "Value '[{key=all, values=[]}, {key=all, values=[]}, {key=all, values=[]}, {key=name, "
     "values=[v]}]' at 'filters' failed to satisfy constraint: Member must have length less than "
     "or equal to 3"},
    {"NestedStructure", R"("RotationRules":{"AutomaticallyAfterDays":0})",
     "Value '0' at 'rotationRules.automaticallyAfterDays' failed to satisfy constraint: Member "
     "must have value greater than or equal to 1"},
    {"NestedSensitive", R"("RotationRules":{"Token":"1234"})",
     "Value at 'rotationRules.token' failed to satisfy constraint: Member must have length less "
     "than or equal to 3"},
    {"NullInAMap", R"("Context":{"k":null})",
     "Value null at 'context.k' failed to satisfy constraint: Member must not be null"},
};

class ValidationTest : public ::testing::TestWithParam<Case> {
 protected:
  Arena arena_;
};

TEST_P(ValidationTest, SaysWhatIsWrong) {
  const auto input = decode(KitchenSink::kInput,
                            R"({"SecretId":"s",)" + std::string(GetParam().members) + "}", arena_);
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error(), Error(ErrorCode::Validation,
                                 "1 validation error detected: " + std::string(GetParam().want)));
}

INSTANTIATE_TEST_SUITE_P(Wire, ValidationTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

std::string violations_of(std::string_view body) {
  Arena arena;
  const auto input = decode(KitchenSink::kInput, body, arena);
  return input ? "none" : input.error().message();
}

TEST(ValidationTextTest, NamesAMissingMember) {
  const std::string text =
      "1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member "
      "must not be null";
  EXPECT_EQ(violations_of("{}"), text);
  EXPECT_EQ(violations_of(R"({"SecretId":null})"), text);
  EXPECT_EQ(violations_of(R"({"secretId":"names are case-sensitive"})"), text);
}

TEST(ValidationTextTest, JoinsSeveralInTheOrderOfTheTable) {
  EXPECT_EQ(violations_of(R"({"MaxResults":0,"VersionId":"1"})"),
            "3 validation errors detected: Value null at 'secretId' failed to satisfy constraint: "
            "Member must not be null; Value '1' at 'versionId' failed to satisfy constraint: "
            "Member must have length greater than or equal to 2; Value '0' at 'maxResults' failed "
            "to satisfy constraint: Member must have value greater than or equal to 1");
}

TEST(ValidationTextTest, ReportsEveryBrokenRuleOfOneMember) {
  EXPECT_EQ(violations_of(R"({"SecretId":"s","Region":""})"),
            "2 validation errors detected: Value '' at 'region' failed to satisfy constraint: "
            "Member must have length greater than or equal to 1; Value '' at 'region' failed to "
            "satisfy constraint: Member must satisfy regular expression pattern: ^([a-z]+-)+\\d+$");
}

TEST(ValidationTextTest, CountsCharactersAndNotBytes) {
  EXPECT_EQ(violations_of(R"({"SecretId":"ääääääää"})"), "none");
  EXPECT_EQ(violations_of(R"({"SecretId":"😀😀😀😀😀😀😀😀"})"), "none");
  EXPECT_NE(violations_of(R"({"SecretId":"äääääääää"})"), "none");
}

TEST(ValidationTextTest, AcceptsEveryBoundItself) {
  EXPECT_EQ(violations_of(R"({"SecretId":"12345678","VersionId":"12","SecretString":"123456",
      "SecretBinary":"AAECAwQF","MaxResults":100,"VersionStages":["abc","a"]})"),
            "none");
  EXPECT_EQ(violations_of(R"({"SecretId":"1","VersionId":"1234","SecretString":"",
      "SecretBinary":"","MaxResults":1,"VersionStages":["a"]})"),
            "none");
}

TEST(ValidationTextTest, StaysBoundedHoweverManyAreBad) {
  std::string body = R"({"SecretId":"s","TagKeys":["")";
  for (int i = 0; i < 10000; ++i) body += R"(,"")";
  const std::string text = violations_of(body + "]}");
  EXPECT_TRUE(text.starts_with("100 validation errors detected: "));
  EXPECT_LT(text.size(), 20000U);
}

}  // namespace
}  // namespace strongroom::wire
