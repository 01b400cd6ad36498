#include "policy/context_keys.h"

#include "policy/testing/decision_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> keys_of(const std::string& statement,
                                 const std::string& version = "2012-10-17") {
  return context_keys(parse_policy(document(statement, version), PolicyKind::Session).value());
}

TEST(ContextKeysTest, AreThoseOfConditionsAndVariables) {
  EXPECT_THAT(keys_of(allow(kGet, "arn:aws:s3:::${aws:username}/${*}",
                            when(R"({"StringEquals":{"AWS:SourceVpc":"${k:v, 'x'}"},
                                     "Bool":{"aws:sourcevpc":"${not:expanded}"}})"))),
              ElementsAre("AWS:SourceVpc", "aws:username", "k:v"));
  EXPECT_THAT(keys_of(allow(kGet, "*")), IsEmpty());
}

TEST(ContextKeysTest, HaveNoVariablesInTheOldVersion) {
  EXPECT_THAT(keys_of(allow(kGet, "arn:aws:s3:::${aws:username}"), "2008-10-17"), IsEmpty());
}

TEST(MissingContextKeysTest, AreThoseWithoutAValue) {
  Scenario scenario;
  scenario.add_key("k:v", {"x"});
  const std::vector<std::string> keys = {"K:V", "aws:username", "aws:SourceVpc",
                                         "aws:ResourceTag/team"};
  EXPECT_THAT(missing_context_keys(keys, scenario.request(), scenario.caller, scenario.environment),
              ElementsAre("aws:SourceVpc", "aws:ResourceTag/team"));
}

}  // namespace
}  // namespace strongroom::policy
