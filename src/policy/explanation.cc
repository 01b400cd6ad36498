#include "policy/explanation.h"

#include "policy/denial_text.h"

#include <algorithm>

namespace strongroom::policy {
namespace {

FailedCondition report_of(const CompiledCondition& condition, ConditionContext& context) {
  const Condition& written = condition.written();
  FailedCondition failed{.op = name_of(written.op),
                         .key = written.key,
                         .wanted = written.values,
                         .present = false,
                         .found = {}};
  const ContextValue value = context.find(condition.key());
  failed.present = value.present() || value.is_ambiguous();
  failed.found.assign(value.values().begin(), value.values().end());
  return failed;
}

class Recorder final : public EvaluationObserver {
 public:
  explicit Recorder(std::vector<StatementReport>& statements) : statements_(statements) {}

  void see(PolicySet set, StatementRef ref, StatementCheck check,
           ConditionContext& context) override {
    const CompiledStatement& statement = *ref;
    StatementReport report{.set = set,
                           .policy = ref.policy->source_id(),
                           .number = ref.index + std::size_t{1},
                           .sid = statement.sid,
                           .effect = statement.effect,
                           .check = check,
                           .failed = {},
                           .begin = statement.begin,
                           .end = statement.end};
    if (check == StatementCheck::Condition) {
      for (const CompiledCondition& condition : statement.conditions) {
        if (condition.holds(context, statement.effect)) continue;
        report.failed.push_back(report_of(condition, context));
      }
    }
    statements_.push_back(std::move(report));
  }

 private:
  std::vector<StatementReport>& statements_;
};

}  // namespace

Explanation explain(const AccessRequest& request, const Caller& caller,
                    const Environment& environment, const ApplicablePolicies& policies) {
  Explanation explanation{.caller = caller.arn,
                          .action = std::string(request.action),
                          .resource = std::string(request.resource),
                          .reason = {},
                          .has_boundary = policies.boundary != nullptr,
                          .has_session_policies = policies.session.has_value(),
                          .has_resource_policy = policies.resource != nullptr,
                          .identity_policies = policies.identity.size(),
                          .statements = {}};
  Recorder recorder(explanation.statements);
  const Evaluation evaluation = evaluate(request, caller, environment, policies, recorder);
  explanation.effect = evaluation.effect;
  explanation.cause = evaluation.cause;
  explanation.by_statement = static_cast<bool>(evaluation.statement);
  if (!evaluation.allowed()) explanation.reason = denial_reason(request.action, evaluation);
  return explanation;
}

std::vector<StatementReport> matched_statements(const Explanation& explanation) {
  const auto wanted =
      explanation.effect == Effect::ExplicitDeny ? StatementEffect::Deny : StatementEffect::Allow;
  std::vector<StatementReport> matched;
  std::ranges::copy_if(explanation.statements, std::back_inserter(matched),
                       [&](const StatementReport& report) {
                         return report.check == StatementCheck::Matches && report.effect == wanted;
                       });
  return matched;
}

}  // namespace strongroom::policy
