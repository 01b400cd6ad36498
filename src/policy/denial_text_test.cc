#include "policy/denial_text.h"

#include "policy/testing/decision_builder.h"

#include <gtest/gtest.h>

namespace strongroom::policy {
namespace {

using namespace policy::testing;

std::string text_of(const Evaluation& evaluation, const std::string& resource = kSecret,
                    PolicyNames names = PolicyNames::Hidden) {
  Scenario scenario;
  scenario.resource = resource;
  return denial_text(scenario.request(), scenario.caller, evaluation, names);
}

// Policy contract 6.
TEST(DenialTextTest, NamesCallerActionResourceAndCause) {
  EXPECT_EQ(text_of({}),
            "User: arn:aws:iam::111111111111:user/uA is not authorized to perform: "
            "secretsmanager:GetSecretValue on resource: "
            "arn:aws:secretsmanager:us-east-1:111111111111:secret:app/db-AbCdEf because no "
            "identity-based policy allows the secretsmanager:GetSecretValue action");
  EXPECT_EQ(text_of({.effect = Effect::ExplicitDeny, .cause = PolicySet::Boundary}, "nosuch"),
            "User: arn:aws:iam::111111111111:user/uA is not authorized to perform: "
            "secretsmanager:GetSecretValue on resource: nosuch with an explicit deny in a "
            "permissions boundary");
  EXPECT_EQ(text_of({}, "*"),
            "User: arn:aws:iam::111111111111:user/uA is not authorized to perform: "
            "secretsmanager:GetSecretValue because no identity-based policy allows the "
            "secretsmanager:GetSecretValue action");
}

struct ReasonCase {
  Evaluation evaluation;
  const char* reason;
};

TEST(DenialTextTest, HasAReasonForEachCause) {
  constexpr auto kSilent = Effect::ImplicitDeny;
  constexpr auto kDenied = Effect::ExplicitDeny;
  const ReasonCase cases[] = {
      {{kSilent, PolicySet::Identity}, "because no identity-based policy allows the a:B action"},
      {{kSilent, PolicySet::Resource}, "because no resource-based policy allows the a:B action"},
      {{kSilent, PolicySet::Boundary}, "because no permissions boundary allows the a:B action"},
      {{kSilent, PolicySet::Session}, "because no session policy allows the a:B action"},
      {{kSilent, PolicySet::ServiceControl},
       "because no service control policy allows the a:B action"},
      {{kSilent, PolicySet::Resource, {}, true},
       "because no role trust policy allows the a:B action"},
      {{kDenied, PolicySet::Identity}, "with an explicit deny in an identity-based policy"},
      {{kDenied, PolicySet::Resource}, "with an explicit deny in a resource-based policy"},
      {{kDenied, PolicySet::Boundary}, "with an explicit deny in a permissions boundary"},
      {{kDenied, PolicySet::Session}, "with an explicit deny in a session policy"},
      {{kDenied, PolicySet::ServiceControl}, "with an explicit deny in a service control policy"},
      {{kDenied, PolicySet::ResourceControl}, "with an explicit deny in a resource control policy"},
      {{kDenied, PolicySet::Resource, {}, true}, "with an explicit deny in the role trust policy"},
  };
  for (const ReasonCase& row : cases) {
    EXPECT_EQ(denial_reason("a:B", row.evaluation), row.reason);
  }
}

TEST(DenialTextTest, NamesThePolicyOnlyWhenAskedAndOnlyInItsAccount) {
  Scenario scenario;
  const auto policy = compile_policy(document(deny("*", "*")), PolicyKind::Identity,
                                     "arn:aws:iam::111111111111:policy/Deny");
  scenario.identity = {*policy};
  const Evaluation evaluation = scenario.decide();
  const auto text = [&](PolicyNames names) {
    return denial_text(scenario.request(), scenario.caller, evaluation, names);
  };
  EXPECT_TRUE(text(PolicyNames::Hidden).ends_with("in an identity-based policy"));
  EXPECT_TRUE(text(PolicyNames::Shown)
                  .ends_with("in an identity-based policy: arn:aws:iam::111111111111:policy/Deny"));
  scenario.resource_account = kAccountB;
  EXPECT_TRUE(text(PolicyNames::Shown).ends_with("in an identity-based policy"));
}

TEST(DenialTextTest, GivesNoReasonForRolesAndNoKeyForCiphertexts) {
  Scenario scenario;
  scenario.action = "sts:AssumeRole";
  scenario.resource = "arn:aws:iam::111111111111:role/r";
  EXPECT_EQ(role_denial_text(scenario.request(), scenario.caller),
            "User: arn:aws:iam::111111111111:user/uA is not authorized to perform: sts:AssumeRole "
            "on resource: arn:aws:iam::111111111111:role/r");
  AccessRequest decryption = scenario.request();
  decryption.action = "kms:Decrypt";
  EXPECT_EQ(hidden_key_text(decryption, scenario.caller),
            "User: arn:aws:iam::111111111111:user/uA is not authorized to perform: kms:Decrypt on "
            "this resource because the resource does not exist in this Region, no resource-based "
            "policies allow access, or a resource-based policy explicitly denies access");
  decryption.found_by_ciphertext = true;
  EXPECT_EQ(hidden_key_text(decryption, scenario.caller),
            "User: arn:aws:iam::111111111111:user/uA is not authorized to perform: kms:Decrypt on "
            "the resource associated with this ciphertext because the resource does not exist in "
            "this Region, no resource-based policies allow access, or a resource-based policy "
            "explicitly denies access");
}

}  // namespace
}  // namespace strongroom::policy
