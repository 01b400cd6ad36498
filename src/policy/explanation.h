#pragma once

#include "policy/evaluate.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// A condition that did not hold.
struct FailedCondition {
  std::string op;  ///< "ForAnyValue:StringEquals"
  std::string key;
  std::vector<std::string> wanted;  ///< As the policy writes them.
  bool present = false;
  std::vector<std::string> found;  ///< What the request has.
};

/// What one statement had to do with a decision.
struct StatementReport {
  PolicySet set = PolicySet::Identity;
  std::string policy;      ///< CompiledPolicy::source_id
  std::size_t number = 0;  ///< From 1.
  std::string sid;
  StatementEffect effect = StatementEffect::Deny;
  StatementCheck check = StatementCheck::Action;
  std::vector<FailedCondition> failed;  ///< For StatementCheck::Condition.
  TextPosition begin;
  TextPosition end;
};

/// All that is needed to tell a decision as a person would. Owns its texts.
struct Explanation {
  std::string caller;
  std::string action;
  std::string resource;
  Effect effect = Effect::ImplicitDeny;
  PolicySet cause = PolicySet::Identity;
  bool by_statement = false;  ///< A statement decided; else it was a rule, or an Allow is missing.
  std::string reason;         ///< Empty when allowed; else as in the refusal.
  bool has_boundary = false;
  bool has_session_policies = false;
  bool has_resource_policy = false;
  std::size_t identity_policies = 0;
  std::vector<StatementReport> statements;  ///< In the order of PolicySet as it was looked at.
};

/// Decides again, looking at every statement. For people and simulations, never on the way of a
/// request.
Explanation explain(const AccessRequest& request, const Caller& caller,
                    const Environment& environment, const ApplicablePolicies& policies);

/// In plain text, some lines long, ending in a newline. Statements about other actions are counted
/// only.
std::string explanation_text(const Explanation& explanation);

/// The statements that match and have the effect that decided: MatchedStatements of a simulation.
std::vector<StatementReport> matched_statements(const Explanation& explanation);

}  // namespace strongroom::policy
