#include "policy/principal_match.h"

#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

PrincipalSet set_of(std::string_view json, const PrincipalResolver& unique_id_of = {}) {
  return PrincipalSet::compile(parse_principals(parse_strict_json(json).value()).value(),
                               unique_id_of);
}

struct MatchCase {
  const char* principal;
  Caller caller;
  PrincipalMatch match;
};

const Caller kUser = user_of(kAccountA, "uA");
const Caller kSession = session_of(kAccountA, "s1");
const Caller kFederated = federated_of(kAccountA, "bob");
const Caller kService = service("lambda.amazonaws.com");

// Policy contract 2.1.
const MatchCase kMatchCases[] = {
    {R"("*")", kUser, PrincipalMatch::Direct},
    {R"("*")", Caller{}, PrincipalMatch::Direct},
    {R"({"AWS":"*"})", kService, PrincipalMatch::Direct},
    {R"({"AWS":"111111111111"})", kUser, PrincipalMatch::Account},
    {R"({"AWS":"arn:aws:iam::111111111111:root"})", kSession, PrincipalMatch::Account},
    {R"({"AWS":"111111111111"})", root_of(kAccountA), PrincipalMatch::Account},
    {R"({"AWS":"222222222222"})", kUser, PrincipalMatch::None},
    {R"({"AWS":"111111111111"})", kService, PrincipalMatch::None},
    {R"({"AWS":"arn:aws:iam::111111111111:user/uA"})", kUser, PrincipalMatch::Direct},
    {R"({"AWS":"arn:aws:iam::111111111111:user/ua"})", kUser, PrincipalMatch::None},
    {R"({"AWS":"arn:aws:iam::111111111111:user/uA"})", kFederated, PrincipalMatch::Parent},
    {R"({"AWS":"arn:aws:iam::111111111111:role/ops/rA"})", kSession, PrincipalMatch::Parent},
    {R"({"AWS":"arn:aws:iam::111111111111:role/rA"})", kSession, PrincipalMatch::None},
    {R"({"AWS":"arn:aws:sts::111111111111:assumed-role/rA/s1"})", kSession, PrincipalMatch::Direct},
    {R"({"AWS":"arn:aws:sts::111111111111:assumed-role/rA/s2"})", kSession, PrincipalMatch::None},
    {R"({"AWS":"arn:aws:sts::111111111111:federated-user/bob"})", kFederated,
     PrincipalMatch::Direct},
    {R"({"Service":"lambda.amazonaws.com"})", kService, PrincipalMatch::Direct},
    {R"({"Service":"ec2.amazonaws.com"})", kService, PrincipalMatch::None},
    {R"({"Service":"lambda.amazonaws.com"})", kUser, PrincipalMatch::None},
    {R"({"AWS":["111111111111","arn:aws:iam::111111111111:user/uA"]})", kUser,
     PrincipalMatch::Direct},
    {R"({"AWS":"AROAEXAMPLE0000000000"})", kSession, PrincipalMatch::Parent},
};

TEST(PrincipalMatchTest, IsThatOfTheContract) {
  for (const MatchCase& row : kMatchCases) {
    EXPECT_EQ(set_of(row.principal).match(row.caller), row.match)
        << row.principal << " " << row.caller.arn;
  }
}

TEST(PrincipalMatchTest, GoesByUniqueIdsWhereTheyAreKnown) {
  const char* principal = R"({"AWS":"arn:aws:iam::111111111111:role/ops/rA"})";
  const auto bound_to = [&](const std::string& id) {
    return set_of(principal, [id](std::string_view) { return id; }).match(kSession);
  };
  EXPECT_EQ(bound_to(kSession.unique_id), PrincipalMatch::Parent);
  EXPECT_EQ(bound_to("AROAANOTHERONE0000000"), PrincipalMatch::None);
  EXPECT_EQ(bound_to(""), PrincipalMatch::None);
}

// Of the role that had the name when the policy was saved, not of a new one with its name.
TEST(PrincipalMatchTest, BindsASessionToItsRole) {
  const char* principal = R"({"AWS":"arn:aws:sts::111111111111:assumed-role/rA/s1"})";
  const auto bound_to = [&](const std::string& id) {
    return set_of(principal, [id](std::string_view) { return id; });
  };
  EXPECT_EQ(bound_to(kSession.unique_id).match(kSession), PrincipalMatch::Direct);
  EXPECT_EQ(bound_to(kSession.unique_id).match(session_of(kAccountA, "s2")), PrincipalMatch::None);
  EXPECT_EQ(bound_to("AROAANOTHERONE0000000").match(kSession), PrincipalMatch::None);
  EXPECT_EQ(bound_to("").match(kSession), PrincipalMatch::None);
  // Federated users have no id of their own.
  EXPECT_EQ(set_of(R"({"AWS":"arn:aws:sts::111111111111:federated-user/bob"})",
                   [](std::string_view) { return ""; })
                .match(kFederated),
            PrincipalMatch::Direct);
}

// A renamed user keeps its id, and so what names it.
TEST(PrincipalMatchTest, FollowsAUserToItsNewName) {
  Caller renamed = kUser;
  renamed.arn = "arn:aws:iam::111111111111:user/new";
  const auto set = set_of(R"({"AWS":"arn:aws:iam::111111111111:user/uA"})",
                          [](std::string_view) { return kUser.unique_id; });
  EXPECT_EQ(set.match(renamed), PrincipalMatch::Direct);
}

TEST(ExemptionTest, NeedsEveryIdentityOfTheCaller) {
  const char* user_only = R"({"AWS":"arn:aws:iam::111111111111:user/uA"})";
  const char* both = R"({"AWS":["arn:aws:iam::111111111111:user/uA","111111111111"]})";
  EXPECT_FALSE(set_of(user_only).exempts(kUser));
  EXPECT_TRUE(set_of(both).exempts(kUser));
  EXPECT_FALSE(set_of(R"({"AWS":"111111111111"})").exempts(kUser));
  EXPECT_TRUE(set_of(R"({"AWS":"111111111111"})").exempts(root_of(kAccountA)));

  EXPECT_TRUE(set_of(R"({"AWS":["111111111111","arn:aws:iam::111111111111:role/ops/rA",
                                "arn:aws:sts::111111111111:assumed-role/rA/s1"]})")
                  .exempts(kSession));
  EXPECT_FALSE(set_of(R"({"AWS":["111111111111","arn:aws:iam::111111111111:role/ops/rA"]})")
                   .exempts(kSession));
  EXPECT_TRUE(set_of(R"({"Service":"lambda.amazonaws.com"})").exempts(kService));
  EXPECT_FALSE(set_of(both).exempts(Caller{}));
}

}  // namespace
}  // namespace strongroom::policy
