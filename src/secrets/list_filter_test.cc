#include "secrets/list_filter.h"

#include "secrets/testing/secret_builder.h"

#include <gtest/gtest.h>

#include <string>

namespace strongroom::secrets {
namespace {

using testing::a_secret;

struct FilterCase {
  const char* name;
  FilterKey key;
  std::string_view attribute;  // of a secret's name, description or tag, as the key says
  std::string_view value;
  bool want;
};
constexpr FilterCase kCases[] = {
    {"NameIsAPrefix", FilterKey::Name, "testing1/one", "testing1", true},
    {"NameIsNoWord", FilterKey::Name, "testing1/one", "one", false},
    {"NameIsNotSplit", FilterKey::Name, "testing1/one", "testing1 one", false},
    {"NameIsSensitiveToCase", FilterKey::Name, "Testing", "testing", false},
    {"SlashMatchesALeadingSlash", FilterKey::Name, "/a", "/", true},
    {"SlashMatchesNoOther", FilterKey::Name, "a/b", "/", false},
    {"NegatedSlashMatchesTheRest", FilterKey::Name, "a/b", "!/", true},
    {"NegatedSlashKeepsOutALeadingSlash", FilterKey::Name, "/a", "!/", false},
    {"NegatedNameKeepsOut", FilterKey::Name, "abc", "!a", false},
    {"NegatedNameWithoutMatch", FilterKey::Name, "abc", "!c", true},
    {"EmptyNameIsAPrefixOfAll", FilterKey::Name, "abc", "", true},
    {"DescriptionByWords", FilterKey::Description, "a secret", "a secret", true},
    {"DescriptionByPrefixesOfWords", FilterKey::Description, "an secret", "a secret", true},
    {"DescriptionWordsMustAllOccur", FilterKey::Description, "asecret", "a secret", false},
    {"DescriptionOfTwoPrefixes", FilterKey::Description, "one two", "o t", true},
    {"DescriptionIgnoresCase", FilterKey::Description, "One Two", "ONE", true},
    {"DescriptionNegated", FilterKey::Description, "one two", "!o", false},
    {"DescriptionAbsentMatchesANegation", FilterKey::Description, "", "!o", true},
    {"DescriptionAbsentMatchesNothing", FilterKey::Description, "", "o", false},
    {"TagKeyIsAPrefix", FilterKey::TagKey, "team", "te", true},
    {"TagKeyIsSensitiveToCase", FilterKey::TagKey, "team", "Te", false},
    {"TagValueIsAPrefix", FilterKey::TagValue, "blue green", "blue g", true},
    {"TagValueIsNoWord", FilterKey::TagValue, "blue green", "green", false},
    {"TagValueNegated", FilterKey::TagValue, "blue", "!blue", false},
    {"NoSecretIsAnotherServices", FilterKey::OwningService, "x", "rds", false},
    {"SoItMatchesTheNegation", FilterKey::OwningService, "x", "!rds", true},
    {"NoSecretIsAReplica", FilterKey::PrimaryRegion, "x", "us-east-1", false},
    {"AllSplitsAtCapitals", FilterKey::All, "SecretOne", "sec", true},
    {"AllSplitsAtLaterCapitals", FilterKey::All, "SecretOne", "one", true},
    {"AllNeedsTheBeginningOfAWord", FilterKey::All, "SecretOne", "ret", false},
    {"AllDoesNotSplitInsideLowerCase", FilterKey::All, "Thirdsecret", "secret", false},
    {"AllSplitsAtASlash", FilterKey::All, "prod/AppBeta", "Beta", true},
    {"AllSplitsBeforeTheLastOfARunOfCapitals", FilterKey::All, "COMPANYthings", "Ythings", true},
    {"AllDoesNotSplitBehindTheRun", FilterKey::All, "COMPANYthings", "things", false},
    {"AllKeepsTheRunTogether", FilterKey::All, "COMPANYthings", "compan", true},
    {"OnlyASeparatorMatchesNothing", FilterKey::All, "a+b", "+", false},
    {"EmptyMatchesNothing", FilterKey::All, "a+b", "", false},
    {"TwoKindsOfSeparatorsAreNotSplit", FilterKey::All, "prod-AppBeta/x", "Beta", false},
    {"TwoKindsOfSeparatorsMatchFromTheBeginning", FilterKey::All, "prod-AppBeta/x", "prod", true},
    {"OneKindTwiceIsSplit", FilterKey::All, "prod/app/x", "app x", true},
    {"AllIgnoresCase", FilterKey::All, "prod/app", "PROD", true},
    {"AllDoesNotSplitAtDigits", FilterKey::All, "db2main", "main", false},
    {"AllNegated", FilterKey::All, "prod/app", "!app", false},
};
class FilterTest : public ::testing::TestWithParam<FilterCase> {};

Secret with_attribute(FilterKey key, std::string_view text) {
  switch (key) {
    case FilterKey::Description:
      return a_secret("name").described(text).build();
    case FilterKey::TagKey:
      return a_secret("name").tagged("first", "1").tagged(text, "2").build();
    case FilterKey::TagValue:
      return a_secret("name").tagged("first", "1").tagged("second", text).build();
    default:
      return a_secret(text).build();
  }
}

TEST_P(FilterTest, MatchesAsTheContractSays) {
  const auto& [name, key, attribute, value, want] = GetParam();
  EXPECT_EQ(matches(with_attribute(key, attribute), {.key = key, .values = {value}}), want);
}
INSTANTIATE_TEST_SUITE_P(Contract57, FilterTest, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(FilterTest, TakesItsValuesAsAlternatives) {
  const Secret secret = a_secret("abc").build();
  EXPECT_TRUE(matches(secret, {FilterKey::Name, {"x", "ab"}}));
  EXPECT_TRUE(matches(secret, {FilterKey::Name, {"x", "!y"}}));
  EXPECT_FALSE(matches(secret, {FilterKey::Name, {"x", "!a"}}));
}

TEST(FilterTest, LooksForAllWordsInOneAttribute) {
  const Secret secret =
      a_secret("prod/app").described("main database").tagged("team", "Blue").build();
  EXPECT_TRUE(matches(secret, {FilterKey::All, {"database main"}}));
  EXPECT_TRUE(matches(secret, {FilterKey::All, {"blue"}}));
  EXPECT_TRUE(matches(secret, {FilterKey::All, {"team"}}));
  EXPECT_FALSE(matches(secret, {FilterKey::All, {"prod database"}}));
}

}  // namespace
}  // namespace strongroom::secrets
