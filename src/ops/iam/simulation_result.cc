#include "ops/iam/simulation_result.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::iam_api {
namespace {

using policy::Effect;
using policy::PolicySet;
using policy::StatementCheck;
using policy::StatementEffect;
using policy::StatementReport;

std::string_view decision_text(Effect effect) {
  switch (effect) {
    case Effect::Allow:
      return "allowed";
    case Effect::ExplicitDeny:
      return "explicitDeny";
    case Effect::ImplicitDeny:
      return "implicitDeny";
  }
  return "implicitDeny";
}

TextPlace place_of(policy::TextPosition position) {
  return {.line = position.line, .column = position.column};
}

MatchedStatement matched_statement(const StatementReport& report) {
  // What AWS sends, though the service model has other words.
  const bool resource = report.set == PolicySet::Resource;
  return {.policy = report.policy,
          .type = resource ? "Resource Policy" : "IAM Policy",
          .begin = place_of(report.begin),
          .end = place_of(report.end)};
}

/// Whether the policies of one kind allow, looked at by themselves.
bool allowed_by(PolicySet set, const policy::Explanation& explanation) {
  bool allowed = false;
  for (const StatementReport& report : explanation.statements) {
    if (report.set != set || report.check != StatementCheck::Matches) continue;
    if (report.effect == StatementEffect::Deny) return false;
    allowed = true;
  }
  return allowed;
}

}  // namespace

EvaluationResult result_of(std::string_view action, std::string_view resource,
                           const policy::Explanation& explanation,
                           std::vector<std::string> missing_keys, bool named_resource) {
  EvaluationResult result;
  result.action = action;
  result.resource = resource;
  result.decision = decision_text(explanation.effect);
  for (const StatementReport& report : policy::matched_statements(explanation)) {
    result.matched.push_back(matched_statement(report));
  }
  result.missing_keys = std::move(missing_keys);
  const bool refused = explanation.effect != Effect::Allow;
  result.organizations.allowed = !(refused && explanation.cause == PolicySet::ServiceControl);
  if (explanation.has_boundary) {
    result.boundary = {.allowed = allowed_by(PolicySet::Boundary, explanation)};
  }
  if (named_resource) {
    result.resources.push_back({.resource = resource,
                                .decision = result.decision,
                                .matched = result.matched,
                                .missing_keys = result.missing_keys,
                                .details = {},
                                .boundary = result.boundary});
  }
  return result;
}

}  // namespace strongroom::ops::iam_api
