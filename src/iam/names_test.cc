#include "iam/names.h"

#include <gtest/gtest.h>

#include <array>

namespace strongroom::iam {
namespace {

TEST(NamesTest, TakesNamesOfTheContract) {
  for (const auto* name : {"a", "Al_ice+=,.@-9"}) EXPECT_TRUE(is_name(name, 64)) << name;
  for (const auto* name : {"", "a b", "a/b", "a:b", "\xc3\xa4", "a*"}) {
    EXPECT_FALSE(is_name(name, 64)) << name;
  }
  EXPECT_TRUE(is_name(std::string(64, 'a'), 64));
  EXPECT_FALSE(is_name(std::string(65, 'a'), 64));
}

TEST(NamesTest, TakesPathsOfTheContract) {
  for (const auto* path : {"/", "/a/", "/a/b/", "/!~/"}) EXPECT_TRUE(is_path(path)) << path;
  for (const auto* path : {"", "a/", "/a", "//x y/", "//"}) EXPECT_FALSE(is_path(path)) << path;
  EXPECT_TRUE(is_path("/" + std::string(510, 'a') + "/"));
  EXPECT_FALSE(is_path("/" + std::string(511, 'a') + "/"));
}

TEST(NamesTest, TakesPolicyPathsOfTheContract) {
  for (const auto* path : {"/", "/a/", "/a.,+@=_-/b/"}) EXPECT_TRUE(is_policy_path(path)) << path;
  for (const auto* path : {"", "//", "/a", "/!/", "/a//b/"}) {
    EXPECT_FALSE(is_policy_path(path)) << path;
  }
}

TEST(NamesTest, TakesAliasesOfTheContract) {
  for (const auto* alias : {"abc", "my-company-1"}) EXPECT_TRUE(is_account_alias(alias)) << alias;
  for (const auto* alias : {"ab", "-abc", "abc-", "a--b", "Abc", "a_b", "123456789012", ""}) {
    EXPECT_FALSE(is_account_alias(alias)) << alias;
  }
}

TEST(NamesTest, SaysWhatIsWrongWithANameAsIamDoes) {
  EXPECT_EQ(check_name("userName", "a b", 64).error(),
            Error(ErrorCode::Validation,
                  "The specified value for userName is invalid. It must contain only alphanumeric "
                  "characters and/or the following: +=,.@_-"));
}

TEST(TagsTest, ReplacesTagsIgnoringCaseAndKeepsTheirPlace) {
  const std::array added{Tag{"TEAM", "b"}, Tag{"new", ""}};
  EXPECT_EQ(with_tags({{"team", "a"}, {"x", "y"}}, added, 50).value(),
            (std::vector<Tag>{{"TEAM", "b"}, {"x", "y"}, {"new", ""}}));
}

TEST(TagsTest, RefusesKeysThatStandTwiceInAnyCase) {
  const std::array added{Tag{"team", "a"}, Tag{"Team", "b"}};
  EXPECT_EQ(with_tags({}, added, 50).error(),
            Error(ErrorCode::InvalidInput,
                  "Duplicate tag keys found. Please note that Tag keys are case insensitive."));
}

TEST(TagsTest, RefusesReservedAndMalformedKeys) {
  const auto code_of = [](const Tag& tag) { return with_tags({}, {{tag}}, 50).error().code(); };
  EXPECT_EQ(code_of({"aws:x", ""}), ErrorCode::InvalidInput);
  EXPECT_EQ(code_of({"AWS:x", ""}), ErrorCode::InvalidInput);
  EXPECT_EQ(code_of({"", ""}), ErrorCode::Validation);
  EXPECT_EQ(code_of({"a*", ""}), ErrorCode::Validation);
  EXPECT_EQ(code_of({"a", "b\n"}), ErrorCode::Validation);
  EXPECT_EQ(code_of({std::string(129, 'a'), ""}), ErrorCode::Validation);
  EXPECT_EQ(code_of({"a", std::string(257, 'a')}), ErrorCode::Validation);
}

TEST(TagsTest, BoundsTheirNumber) {
  std::vector<Tag> tags;
  for (int i = 0; i < 50; ++i) tags.push_back({std::to_string(i), ""});
  EXPECT_TRUE(with_tags({}, tags, 50));
  const std::array one_more{Tag{"x", ""}};
  EXPECT_EQ(with_tags(tags, one_more, 50).error().code(), ErrorCode::LimitExceeded);
  const std::array same{Tag{"1", "again"}};
  EXPECT_TRUE(with_tags(tags, same, 50));
}

TEST(TagsTest, RemovesIgnoringCase) {
  const std::array<std::string_view, 2> keys{"TEAM", "absent"};
  EXPECT_EQ(without_tags({{"team", "a"}, {"x", "y"}}, keys), (std::vector<Tag>{{"x", "y"}}));
}

}  // namespace
}  // namespace strongroom::iam
