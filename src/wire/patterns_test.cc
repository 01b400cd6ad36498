#include "wire/patterns.h"

#include "wire/aws_query.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace strongroom::wire {
namespace {

struct Case {
  const char* name;
  bool (*matches)(std::string_view);
  std::initializer_list<std::string_view> good;
  std::initializer_list<std::string_view> bad;
};

constexpr std::string_view kNulInside("a\0b", 3);

// iam contract 1.3.
const Case kCases[] = {
    {"Name", &detail::is_some_name, {"a", "Z9_+=,.@-"}, {"", "a b", "a/b", "a:b", "\u00e4", "a*"}},
    {"SessionName", &detail::is_name_or_empty, {"", "a.b@c"}, {"Session1:2", "a b", "a\n"}},
    {"ExternalId", &detail::is_external_id, {"", "a/b:c=,.@-+_9"}, {"a b", "a\\b", "\u00e4"}},
    {"SerialNumber",
     &detail::is_some_serial_number,
     {"arn:aws:iam::123456789012:mfa/u"},
     {"", "a b", "a*"}},
    {"StsSerialNumber", &detail::is_serial_number_or_empty, {"", "a:/b"}, {"a b"}},
    {"Word", &detail::is_some_word, {"AKIA_09az"}, {"", "a-b", "a.b", kNulInside}},
    {"Digits", &detail::is_some_digits, {"0123456789"}, {"", "12a", "-1", "\u0663"}},
    {"StsWord", &detail::is_word_or_empty, {"", "AKIA_09az"}, {"a-b", kNulInside}},
    {"StsDigits", &detail::is_digits_or_empty, {"", "012345"}, {"12a", "\u0663"}},
    {"Path",
     &detail::is_path,
     {"/", "/a/", "/a/b/", "///", "/!~/"},
     {"", "a", "/a", "a/", "//", "/a b/", "/\x7f/", "/\u00e4/"}},
    {"PathPrefix", &detail::is_path_prefix, {"/", "/a", "/\x7f"}, {"", "a", "/ ", "/\u00e4"}},
    {"PolicyPath",
     &detail::is_policy_path,
     {"/", "/a/", "/a.b,c+d@e=f_g-h/i/"},
     {"", "a", "/a", "a/", "//", "/a//b/", "/a:b/", "/a b/"}},
    {"PolicyVersionId",
     &detail::is_policy_version_id,
     {"v1", "v10", "v2.", "v3.a-B9"},
     {"", "v", "v0", "v01", "1", "V1", "v1a", "v1.a_b", "v1.a.b", "v.1"}},
    {"LatinText",
     &detail::is_some_latin_text,
     {"{\"a\": 1}\r\n\t", "\u00ff", "\x7f", "\u0080"},
     {"", "\u0100", "\x0b", kNulInside, "\xff"}},
    {"Description",
     &detail::is_description,
     {"", "a b\r\n\t", "\u00a1\u00ff~"},
     {"\x7f", "\u0080", "\u00a0", "\u0100", "\x01"}},
    {"Marker", &detail::is_marker, {"a b", "\u00ff\x7f"}, {"", "\n", "\u0100"}},
    {"TagKey",
     &detail::is_tag_key,
     {"a b_.:/=+-@9", "Stra\u00dfe", "\u6771\u4eac"},
     {"", "a*", "a;b", "a\tb", "\u0085", "a\"b", "\xff"}},
    {"TagValue", &detail::is_tag_value, {"", "a:b"}, {"a,b", "<"}},
};

class PatternTest : public ::testing::TestWithParam<Case> {};

TEST_P(PatternTest, AcceptsWhatThePatternDescribesAndNothingElse) {
  for (const std::string_view text : GetParam().good) EXPECT_TRUE(GetParam().matches(text)) << text;
  for (const std::string_view text : GetParam().bad) EXPECT_FALSE(GetParam().matches(text)) << text;
}

INSTANTIATE_TEST_SUITE_P(Wire, PatternTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(PatternTextTest, ShowsThePatternOfTheServiceModel) {
  struct Input {
    std::string_view name;
    std::string_view path;
  };
  static constexpr auto kInput =
      shape<Input>(required<&Input::name>("RoleSessionName", session_name_pattern()),
                   required<&Input::path>("Path", path_pattern()));
  Arena arena;
  const auto input = decode_query(kInput, "RoleSessionName=Session1%3A2&Path=x", arena);
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error().message(),
            "2 validation errors detected: Value 'Session1:2' at 'roleSessionName' failed to "
            "satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*; "
            "Value 'x' at 'path' failed to satisfy constraint: Member must satisfy regular "
            "expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)");
}

}  // namespace
}  // namespace strongroom::wire
