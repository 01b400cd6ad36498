#include "policy/resource_pattern.h"

#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

bool matches(const Patterns& element, const std::string& resource,
             const std::vector<Tag>& caller_tags = {}) {
  Scenario scenario;
  scenario.caller.tags = caller_tags;
  const AccessRequest request = scenario.request();
  ConditionContext context(request, scenario.caller, scenario.environment);
  return ResourceSet::parse(element, DocumentVersion::V2012)
      .matches(RequestedResource(resource), context);
}

struct ResourceCase {
  const char* pattern;
  const char* resource;
  bool matches;
};

// Policy contract 2.
constexpr ResourceCase kResourceCases[] = {
    {"*", "arn:aws:s3:::b", true},
    {"**", "nosuch", true},
    {"arn:aws:s3:::b", "arn:aws:s3:::b", true},
    {"arn:aws:s3:::b", "arn:aws:s3:::B", false},
    {"arn:aws:s3:::b*", "arn:aws:s3:::b:c/d", true},
    {"arn:aws:*:us:1:x", "arn:aws:a:us:1:x", true},
    {"arn:aws:a:*:1:x", "arn:aws:a:us:2:1:x", false},
    {"arn:aws:a*:x", "arn:aws:a:us:1:x", false},
    {"arn:aws:secretsmanager:*", "arn:aws:secretsmanager:us:1:secret:x", true},
    {"arn:aws:secretsmanager:*", "arn:aws:kms:us:1:key/x", false},
    {"arn:aws:s*", "arn:aws:secretsmanager:us:1:secret:x", true},
    {"arn:*:secretsmanager:us:1:secret:x", "arn:aws:secretsmanager:us:1:secret:x", true},
    {"arn:*", "nosuch", false},
    {"arn:*", "*", false},
    {"arn:aws:a:us:1:*", "arn:aws:a:us:1", false},
};

TEST(ResourcePatternTest, MatchesPartByPart) {
  for (const ResourceCase& row : kResourceCases) {
    EXPECT_EQ(matches({false, {row.pattern}}, row.resource), row.matches)
        << row.pattern << " " << row.resource;
    EXPECT_EQ(matches({true, {row.pattern}}, row.resource), !row.matches) << row.pattern;
  }
}

TEST(ResourcePatternTest, MatchesNothingWhereAVariableHasNoValue) {
  const std::string pattern = "arn:aws:s3:::${aws:PrincipalTag/team}/*";
  EXPECT_FALSE(matches({false, {pattern}}, "arn:aws:s3:::/x"));
  EXPECT_TRUE(matches({true, {pattern}}, "arn:aws:s3:::/x"));
  EXPECT_TRUE(matches({false, {pattern}}, "arn:aws:s3:::red/x", {{"team", "red"}}));
}

TEST(ResourcePatternTest, ExpandsVariablesOnlyInTheLastPart) {
  EXPECT_FALSE(matches({false, {"arn:aws:s3:${aws:username}::b"}}, "arn:aws:s3:uA::b"));
}

TEST(ResourcePatternTest, IsNothingWhenTheElementIsAbsent) {
  EXPECT_FALSE(matches({}, "arn:aws:s3:::b"));
}

}  // namespace
}  // namespace strongroom::policy
