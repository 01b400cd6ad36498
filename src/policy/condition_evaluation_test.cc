#include "policy/condition_evaluation.h"

#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

using Values = std::optional<std::vector<std::string>>;
const Values kAbsent = std::nullopt;

// One operator on the key k:v, and what the request has for it. Rows of policy contract 9 are
// numbered.
struct ConditionCase {
  std::string name;
  std::string op;
  std::string wanted;  // JSON
  Values given;
  bool holds;
};

Condition condition_of(const std::string& op, const std::string& key, const std::string& wanted) {
  const auto json = parse_strict_json(R"({")" + op + R"(":{")" + key + R"(":)" + wanted + "}}");
  auto conditions = parse_conditions(json.value());
  if (!conditions) throw std::invalid_argument(op + " " + wanted);
  return conditions->front();
}

bool holds(const ConditionCase& row, StatementEffect effect = StatementEffect::Allow) {
  Scenario scenario;
  if (row.given) scenario.add_key("k:v", *row.given, row.given->size() != 1);
  const AccessRequest request = scenario.request();
  ConditionContext context(request, scenario.caller, scenario.environment);
  const CompiledCondition condition(condition_of(row.op, "k:v", row.wanted),
                                    DocumentVersion::V2012);
  return condition.holds(context, effect);
}

const std::vector<ConditionCase> kOperators = {
    {"EqualText", "StringEquals", R"("a")", {{"a"}}, true},
    {"TextOfOtherCase", "StringEquals", R"("a")", {{"A"}}, false},
    {"Row63StarIsLiteral", "StringEquals", R"("app*")", {{"app1"}}, false},
    {"NotEqual", "StringNotEquals", R"("a")", {{"b"}}, true},
    {"NotEqualButOneOfThem", "StringNotEquals", R"(["a","b"])", {{"b"}}, false},
    {"Row65IgnoringCase", "StringEqualsIgnoreCase", R"("RED")", {{"red"}}, true},
    {"IgnoringCaseBeyondAscii", "StringEqualsIgnoreCase", R"("STRAẞE Ä")", {{"straße ä"}}, true},
    {"IgnoringCaseIsNoLike", "StringEqualsIgnoreCase", R"("re*")", {{"red"}}, false},
    {"NotEqualIgnoringCase", "StringNotEqualsIgnoreCase", R"("RED")", {{"red"}}, false},
    {"Row64QuestionMark", "StringLike", R"("app?")", {{"app"}}, false},
    {"LikeTakesColonsToo", "StringLike", R"("a*z")", {{"a:b/z"}}, true},
    {"LikeIsOfTheWholeText", "StringLike", R"("a")", {{"ab"}}, false},
    {"Row94EscapedStar", "StringLike", R"("${*}x")", {{"*x"}}, true},
    {"EscapedStarIsNoWildcard", "StringLike", R"("${*}x")", {{"ax"}}, false},
    {"EscapedDollar", "StringEquals", R"("${$}{a}")", {{"${a}"}}, true},
    {"NotLike", "StringNotLike", R"("a*")", {{"b"}}, true},
    {"VariableOfTheCaller", "StringEquals", R"("x-${aws:username}")", {{"x-uA"}}, true},
    {"VariableWithoutValue", "StringEquals", R"("${aws:FederatedProvider}")", {{"x"}}, false},
    {"VariableWithoutValueNegated",
     "StringNotEquals",
     R"("${aws:FederatedProvider}")",
     {{"x"}},
     true},
    {"VariableIgnoringCase", "StringEqualsIgnoreCase", R"("${aws:username}")", {{"UA"}}, true},

    {"EqualNumbers", "NumericEquals", R"("1.50")", {{"1.5"}}, true},
    {"EqualNumbersWrittenOtherwise", "NumericEquals", "15e1", {{"150"}}, true},
    {"NumbersThatBinaryFloatsConfuse",
     "NumericEquals",
     R"("9007199254740993")",
     {{"9007199254740992"}},
     false},
    {"NegativeIsLess", "NumericLessThan", "-1", {{"-2"}}, true},
    {"Row66LessOrEqual", "NumericLessThanEquals", "7", {{"7"}}, true},
    {"NotLess", "NumericLessThan", "7", {{"7"}}, false},
    {"Greater", "NumericGreaterThan", "9", {{"10"}}, true},
    {"GreaterOrEqual", "NumericGreaterThanEquals", "10", {{"9.99"}}, false},
    {"NoNumber", "NumericLessThan", "7", {{"few"}}, false},
    {"NoNumberIsNotEqual", "NumericNotEquals", "7", {{"few"}}, true},
    {"NotEqualNumber", "NumericNotEquals", "7", {{"7.0"}}, false},

    {"SameInstant",
     "DateEquals",
     R"("2026-01-01T01:00:00+01:00")",
     {{"2026-01-01T00:00:00Z"}},
     true},
    {"EpochSeconds", "DateEquals", R"("1767225600")", {{"2026-01-01T00:00:00Z"}}, true},
    {"DayIsItsFirstMoment",
     "DateLessThan",
     R"("2026-01-02")",
     {{"2026-01-01T23:59:59.999Z"}},
     true},
    {"LaterDate", "DateGreaterThan", R"("2026")", {{"2026-01-01T00:00:00.1Z"}}, true},
    {"DateNotEqual", "DateNotEquals", R"("2026-01")", {{"2026-01-01"}}, false},
    {"DateAtMost", "DateLessThanEquals", R"("2026-01-01")", {{"2026-01-01T00:00Z"}}, true},
    {"DateAtLeast", "DateGreaterThanEquals", R"("2026-01-01")", {{"2025-12-31"}}, false},
    {"NoDate", "DateLessThan", R"("2026-01-01")", {{"soon"}}, false},
    {"BeforeTheEpoch", "DateLessThan", R"("0")", {{"-0.5"}}, true},

    {"True", "Bool", "true", {{"true"}}, true},
    {"TrueInAnyCase", "Bool", R"("TRUE")", {{"True"}}, true},
    {"NotTrue", "Bool", "true", {{"false"}}, false},
    {"NoTruthValue", "Bool", R"("yes")", {{"yes"}}, false},

    {"SameBytes", "BinaryEquals", R"("AAEC")", {{"AAEC"}}, true},
    {"OtherBytes", "BinaryEquals", R"("AAEC")", {{"AAED"}}, false},
    {"NoBase64", "BinaryEquals", R"("AAEC")", {{"AAE"}}, false},

    {"Row74InRange", "IpAddress", R"("10.0.0.0/8")", {{"10.1.2.3"}}, true},
    {"Row75OneAddress", "IpAddress", R"("10.1.2.3")", {{"10.1.2.4"}}, false},
    {"Row76OtherFamily", "NotIpAddress", R"("10.0.0.0/8")", {{"2001:db8::1"}}, true},
    {"Row77Mapped", "IpAddress", R"("10.0.0.0/8")", {{"::ffff:10.1.2.3"}}, true},
    {"MappedInThePolicy", "IpAddress", R"("::ffff:10.0.0.0/104")", {{"10.1.2.3"}}, true},
    {"PrefixInsideAByte", "IpAddress", R"("10.16.0.0/12")", {{"10.32.0.0"}}, false},
    {"LastOfAPrefixInsideAByte", "IpAddress", R"("10.16.0.0/12")", {{"10.31.255.255"}}, true},
    {"Version6", "IpAddress", R"("2001:db8::/32")", {{"2001:db8:1::1"}}, true},
    {"EveryAddressOfAFamily", "IpAddress", R"("0.0.0.0/0")", {{"::1"}}, false},
    {"ARangeIsNoAddress", "IpAddress", R"("10.0.0.0/8")", {{"10.0.0.0/8"}}, false},

    {"SameArn", "ArnEquals", R"("arn:aws:s3:::b")", {{"arn:aws:s3:::b"}}, true},
    {"ArnEqualsIsArnLike", "ArnEquals", R"("arn:aws:s3:::b*")", {{"arn:aws:s3:::bucket"}}, true},
    {"Row80StarStaysInItsPart",
     "ArnEquals",
     R"("arn:aws:x:*:1:f/*")",
     {{"arn:aws:x:us:1:s/a:1:f/d"}},
     false},
    {"StarOfTheLastPartTakesColons",
     "ArnLike",
     R"("arn:aws:x:*:1:f/*")",
     {{"arn:aws:x:us:1:f/a:b"}},
     true},
    {"ArnOfOtherCase", "ArnLike", R"("arn:aws:s3:::B")", {{"arn:aws:s3:::b"}}, false},
    {"NoArn", "ArnLike", R"("arn:aws:s3:::*")", {{"b"}}, false},
    {"NoArnIsNotLike", "ArnNotLike", R"("arn:aws:s3:::*")", {{"b"}}, true},
    {"LoneStar", "ArnLike", R"("*")", {{"arn:aws:s3:::b"}}, true},
    {"VariableInAPart",
     "ArnLike",
     R"("arn:aws:iam::${aws:PrincipalAccount}:user/*")",
     {{"arn:aws:iam::111111111111:user/x"}},
     true},
    {"VariableForAWholeArn",
     "ArnEquals",
     R"("${aws:PrincipalArn}")",
     {{"arn:aws:iam::111111111111:user/uA"}},
     true},
    {"ArnNotEqual", "ArnNotEquals", R"("arn:aws:s3:::b")", {{"arn:aws:s3:::b"}}, false},

    {"Row81Absent", "Null", "true", kAbsent, true},
    {"PresentIsNotNull", "Null", "true", {{"x"}}, false},
    {"Present", "Null", "false", {{"x"}}, true},
    {"EmptyTextIsPresent", "Null", "false", {{""}}, true},
    {"EmptyListIsAbsent", "Null", "true", {std::vector<std::string>{}}, true},
};

// The table of policy contract 4.2.
const std::vector<ConditionCase> kSets = {
    {"PositiveAbsent", "StringEquals", R"("a")", kAbsent, false},
    {"NegatedAbsent", "StringNotEquals", R"("a")", kAbsent, true},
    {"IfExistsAbsent", "StringEqualsIfExists", R"("a")", kAbsent, true},
    {"IfExistsNegatedAbsent", "StringNotEqualsIfExists", R"("a")", kAbsent, true},
    {"IfExistsPresent", "StringEqualsIfExists", R"("a")", {{"b"}}, false},
    {"IfExistsNegatedPresent", "StringNotEqualsIfExists", R"("a")", {{"a"}}, false},
    {"Row84ForAllAbsent", "ForAllValues:StringEquals", R"(["a","b"])", kAbsent, true},
    {"ForAllEmpty", "ForAllValues:StringEquals", R"("a")", {std::vector<std::string>{}}, true},
    {"Row82ForAll", "ForAllValues:StringEquals", R"(["a","b"])", {{"a"}}, true},
    {"Row83ForAllButOne", "ForAllValues:StringEquals", R"(["a","b"])", {{"a", "c"}}, false},
    {"ForAllNegatedAbsent", "ForAllValues:StringNotEquals", R"("a")", kAbsent, true},
    {"ForAllNegated", "ForAllValues:StringNotEquals", R"(["a","b"])", {{"c", "d"}}, true},
    {"ForAllNegatedButOne", "ForAllValues:StringNotEquals", R"(["a","b"])", {{"c", "a"}}, false},
    {"Row85ForAnyAbsent", "ForAnyValue:StringEquals", R"("a")", kAbsent, false},
    {"ForAnyEmpty", "ForAnyValue:StringEquals", R"("a")", {std::vector<std::string>{}}, false},
    {"ForAny", "ForAnyValue:StringEquals", R"("a")", {{"c", "a"}}, true},
    {"ForAnyOfNone", "ForAnyValue:StringEquals", R"("a")", {{"c", "d"}}, false},
    {"ForAnyNegatedAbsent", "ForAnyValue:StringNotEquals", R"("a")", kAbsent, false},
    {"Row86ForAnyNegated", "ForAnyValue:StringNotEquals", R"("a")", {{"a", "c"}}, true},
    {"ForAnyNegatedOfAll", "ForAnyValue:StringNotEquals", R"(["a","c"])", {{"a", "c"}}, false},
    {"ForAnyIfExistsAbsent", "ForAnyValue:StringEqualsIfExists", R"("a")", kAbsent, true},
    {"ForAnyIfExistsPresent", "ForAnyValue:StringEqualsIfExists", R"("a")", {{"c"}}, false},
    {"OneWantedSeveralThere", "StringEquals", R"("a")", {{"a", "a"}}, false},
    {"OneUnwantedSeveralThere", "StringNotEquals", R"("a")", {{"b", "c"}}, false},
};

class ConditionEvaluationTest : public ::testing::TestWithParam<ConditionCase> {};

TEST_P(ConditionEvaluationTest, IsThatOfTheContract) {
  EXPECT_EQ(holds(GetParam()), GetParam().holds);
}

const auto kNamed = [](const auto& row) { return row.param.name; };
INSTANTIATE_TEST_SUITE_P(Operators, ConditionEvaluationTest, ::testing::ValuesIn(kOperators),
                         kNamed);
INSTANTIATE_TEST_SUITE_P(Sets, ConditionEvaluationTest, ::testing::ValuesIn(kSets), kNamed);

TEST(MultipleValuesTest, MakeADenyMatchIfAnyOfThemDoes) {
  const auto denies = [](const std::string& op) {
    return holds({"", op, R"("a")", {{"b", "a"}}, true}, StatementEffect::Deny);
  };
  EXPECT_TRUE(denies("StringEquals"));
  EXPECT_TRUE(denies("StringNotEquals"));
  EXPECT_FALSE(holds({"", "StringEquals", R"("a")", {{"b", "c"}}, false}, StatementEffect::Deny));
}

TEST(MultipleValuesTest, GiveNoVariable) {
  Scenario scenario;
  scenario.add_key("k:list", {"a"}, true);
  scenario.add_key("k:v", {"a"});
  const AccessRequest request = scenario.request();
  ConditionContext context(request, scenario.caller, scenario.environment);
  const CompiledCondition condition(condition_of("StringEquals", "k:v", R"("${k:list}")"),
                                    DocumentVersion::V2012);
  EXPECT_FALSE(condition.holds(context, StatementEffect::Allow));
}

// A condition on a key of the engine.
bool holds_for(const Scenario& scenario, const std::string& op, const std::string& key,
               const std::string& wanted) {
  const AccessRequest request = scenario.request();
  ConditionContext context(request, scenario.caller, scenario.environment);
  return CompiledCondition(condition_of(op, key, wanted), DocumentVersion::V2012)
      .holds(context, StatementEffect::Allow);
}

TEST(ConditionKeyTest, IgnoresCase) {
  Scenario scenario;
  EXPECT_TRUE(holds_for(scenario, "StringEquals", "AWS:USERNAME", R"("uA")"));
  scenario.add_key("secretsmanager:VersionStage", {"x"});
  EXPECT_TRUE(holds_for(scenario, "StringEquals", "SecretsManager:versionstage", R"("x")"));
  scenario.tags = {{"Team", "red"}};
  EXPECT_TRUE(holds_for(scenario, "StringEquals", "aws:resourcetag/TEAM", R"("red")"));
}

TEST(ConditionKeyTest, KeepsTheCaseOfAnEncryptionContext) {
  Scenario scenario;
  scenario.add_key("kms:EncryptionContext:SecretARN", {"x"});
  EXPECT_TRUE(holds_for(scenario, "StringEquals", "KMS:encryptioncontext:SecretARN", R"("x")"));
  EXPECT_FALSE(holds_for(scenario, "StringEquals", "kms:EncryptionContext:secretarn", R"("x")"));
}

TEST(ConditionKeyTest, IsTheServicesTagOnlyForTheServicesActions) {
  Scenario scenario;
  scenario.tags = {{"team", "red"}};
  EXPECT_TRUE(holds_for(scenario, "StringEquals", "secretsmanager:ResourceTag/team", R"("red")"));
  EXPECT_FALSE(holds_for(scenario, "StringEquals", "iam:ResourceTag/team", R"("red")"));
}

// Policy contract 4.2: neither of two tags whose keys differ in case is the one meant.
TEST(ConditionKeyTest, HoldsForNoneOfTwoTagsThatDifferInCase) {
  Scenario scenario;
  scenario.tags = {{"Team", "red"}, {"team", "red"}};
  for (const char* op : {"StringEquals", "StringNotEquals", "StringEqualsIfExists"}) {
    EXPECT_FALSE(holds_for(scenario, op, "aws:ResourceTag/team", R"("red")")) << op;
  }
}

struct GlobalCase {
  std::string key;
  std::string op;
  std::string wanted;
};

// Policy contract 3 and 4.3, for a session of a role.
TEST(GlobalKeyTest, HasTheValueOfTheContract) {
  using namespace std::chrono;
  Scenario scenario;
  scenario.caller = session_of(kAccountA, "s1");
  scenario.caller.token_issued = sys_days(2026y / January / 15) + 11h;
  scenario.caller.mfa_present = true;
  scenario.caller.mfa_time = sys_days(2026y / January / 15) + 11h;
  scenario.caller.source_identity = "ann";
  scenario.caller.organization = "o-1";
  scenario.caller.organization_paths = {"o-1/r-1/"};
  const std::vector<std::string_view> via = {"secretsmanager.amazonaws.com", "x.amazonaws.com"};
  scenario.environment.called_via = via;
  scenario.environment.via_aws_service = true;
  scenario.environment.source_ip = "10.0.0.1";
  scenario.environment.requested_region = "eu-west-1";
  scenario.environment.user_agent = "";
  const GlobalCase cases[] = {
      {"aws:PrincipalArn", "StringEquals", R"("arn:aws:iam::111111111111:role/ops/rA")"},
      {"aws:PrincipalAccount", "StringEquals", R"("111111111111")"},
      {"aws:PrincipalType", "StringEquals", R"("AssumedRole")"},
      {"aws:userid", "StringLike", R"("AROA*:s1")"},
      {"aws:username", "Null", "true"},
      {"aws:PrincipalIsAWSService", "Bool", "false"},
      {"aws:PrincipalServiceName", "Null", "true"},
      {"aws:PrincipalOrgID", "StringEquals", R"("o-1")"},
      {"aws:PrincipalOrgPaths", "ForAnyValue:StringLike", R"("o-1/r-1/*")"},
      {"aws:TokenIssueTime", "DateEquals", R"("2026-01-15T11:00:00Z")"},
      {"aws:MultiFactorAuthPresent", "Bool", "true"},
      {"aws:MultiFactorAuthAge", "NumericEquals", "3600"},
      {"aws:SourceIdentity", "StringEquals", R"("ann")"},
      {"aws:CurrentTime", "StringEquals", R"("2026-01-15T12:00:00Z")"},
      {"aws:EpochTime", "NumericEquals", "1768478400"},
      {"aws:EpochTime", "DateEquals", R"("2026-01-15T12:00:00Z")"},
      {"aws:SourceIp", "IpAddress", R"("10.0.0.0/8")"},
      {"aws:SecureTransport", "Bool", "true"},
      {"aws:RequestedRegion", "StringEquals", R"("eu-west-1")"},
      {"aws:ViaAWSService", "Bool", "true"},
      {"aws:CalledVia", "ForAnyValue:StringEquals", R"("x.amazonaws.com")"},
      {"aws:CalledViaFirst", "StringEquals", R"("secretsmanager.amazonaws.com")"},
      {"aws:CalledViaLast", "StringEquals", R"("x.amazonaws.com")"},
      {"aws:ResourceAccount", "StringEquals", R"("111111111111")"},
      {"aws:UserAgent", "StringEquals", R"("")"},
      {"aws:referer", "Null", "true"},
      {"aws:SourceVpc", "Null", "true"},
      {"aws:SourceArn", "Null", "true"},
      {"aws:FederatedProvider", "Null", "true"},
      {"aws:Ec2InstanceSourceVpc", "Null", "true"},
  };
  for (const GlobalCase& row : cases) {
    EXPECT_TRUE(holds_for(scenario, row.op, row.key, row.wanted)) << row.key;
  }
}

TEST(GlobalKeyTest, ShowsEachKindOfCaller) {
  Scenario scenario;
  const auto type = [&](const Caller& caller, const std::string& wanted) {
    scenario.caller = caller;
    return holds_for(scenario, "StringEquals", "aws:PrincipalType", '"' + wanted + '"');
  };
  EXPECT_TRUE(type(root_of(kAccountA), "Account"));
  EXPECT_TRUE(type(user_of(kAccountA, "uA"), "User"));
  EXPECT_TRUE(type(federated_of(kAccountA, "bob"), "FederatedUser"));
  EXPECT_TRUE(type(Caller{}, "Anonymous"));
  scenario.caller = federated_of(kAccountA, "bob");
  EXPECT_TRUE(holds_for(scenario, "StringEquals", "aws:PrincipalArn",
                        R"("arn:aws:sts::111111111111:federated-user/bob")"));
  scenario.caller = service("lambda.amazonaws.com");
  EXPECT_TRUE(holds_for(scenario, "Bool", "aws:PrincipalIsAWSService", "true"));
  EXPECT_TRUE(holds_for(scenario, "Null", "aws:PrincipalType", "true"));
  EXPECT_TRUE(holds_for(scenario, "ForAnyValue:StringEquals", "aws:PrincipalServiceNamesList",
                        R"("lambda.amazonaws.com")"));
}

TEST(GlobalKeyTest, HidesWhatOnlyTemporaryCredentialsHave) {
  Scenario scenario;
  scenario.caller.mfa_present = false;
  scenario.caller.token_issued = std::chrono::sys_seconds();
  for (const char* key :
       {"aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:TokenIssueTime"}) {
    EXPECT_TRUE(holds_for(scenario, "Null", key, "true")) << key;
  }
}

}  // namespace
}  // namespace strongroom::policy
