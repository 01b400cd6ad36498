#include "policy/action_pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool matches(const Patterns& element, std::string_view action) {
  return ActionSet::parse(element).matches(RequestedAction(action));
}

TEST(ActionPatternTest, IgnoresCaseAndTakesWildcardsBehindTheColon) {
  EXPECT_TRUE(matches({false, {"S3:get*"}}, "s3:GetObject"));
  EXPECT_TRUE(matches({false, {"s3:*Object"}}, "S3:PutObject"));
  EXPECT_TRUE(matches({false, {"s3:Get?bject"}}, "s3:GetObject"));
  EXPECT_TRUE(matches({false, {"*"}}, "s3:GetObject"));
  EXPECT_TRUE(matches({false, {"iam:*", "s3:*"}}, "s3:GetObject"));
  EXPECT_FALSE(matches({false, {"s3:Get"}}, "s3:GetObject"));
  EXPECT_FALSE(matches({false, {"s:*"}}, "s3:GetObject"));
}

TEST(ActionPatternTest, MatchesAllElseWhenNegated) {
  EXPECT_FALSE(matches({true, {"iam:*", "s3:*"}}, "s3:GetObject"));
  EXPECT_TRUE(matches({true, {"iam:*"}}, "s3:GetObject"));
  EXPECT_FALSE(matches({true, {"*"}}, "s3:GetObject"));
}

TEST(ActionPatternTest, TakesNamesOfAnyLength) {
  const std::string longest = "s3:" + std::string(500, 'A');
  EXPECT_TRUE(matches({false, {longest}}, longest));
  EXPECT_FALSE(matches({false, {longest}}, longest + "a"));
  EXPECT_FALSE(matches({false, {"s3:*"}}, ""));
}

TEST(ActionPatternTest, KnowsItsServices) {
  EXPECT_THAT(ActionSet::parse({false, {"S3:a", "iam:b", "s3:c"}}).services(),
              ElementsAre("iam", "s3"));
  EXPECT_THAT(ActionSet::parse({false, {"s3:a", "*"}}).services(), IsEmpty());
  EXPECT_TRUE(ActionSet::parse({true, {"s3:a"}}).spans_services());
}

}  // namespace
}  // namespace strongroom::policy
