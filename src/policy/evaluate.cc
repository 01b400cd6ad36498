#include "policy/evaluate.h"

#include "policy/condition_context.h"

#include <algorithm>
#include <array>

namespace strongroom::policy {
namespace {

using Kind = Caller::Kind;

// What a set of policies says about the request.
struct Finding {
  StatementRef denial;
  StatementRef allowance;
  PrincipalMatch match = PrincipalMatch::None;  // the narrowest that was allowed
};

struct Findings {
  Finding identity;
  Finding resource;
  Finding boundary;
  Finding session;
};

class Evaluator {
 public:
  Evaluator(const AccessRequest& request, const Caller& caller, const Environment& environment,
            const ApplicablePolicies& policies, EvaluationObserver* observer)
      : request_(request),
        caller_(caller),
        policies_(policies),
        observer_(observer),
        action_(request.action),
        resource_(request.resource),
        context_(request, caller, environment) {}

  Evaluation decide();

 private:
  // Root's own account has no policies that bind it.
  bool has_own_policies() const { return caller_.kind != Kind::Root; }
  bool is_same_account() const { return caller_.account == request_.resource_account; }

  void look_through(PolicySet set, const CompiledPolicy& policy, Finding& finding);
  void look_at(PolicySet set, StatementRef statement, Finding& finding);
  static bool adds_nothing(const CompiledStatement& statement, bool resource_based,
                           const Finding& finding);
  StatementCheck check(const CompiledStatement& statement, bool resource_based,
                       PrincipalMatch& match);
  bool principals_apply(const CompiledStatement& statement, PrincipalMatch& match) const;

  // Each returns a denial, or lets the decision go on.
  std::optional<Evaluation> explicit_denial(Findings& findings);
  std::optional<Evaluation> refusal_by_levels(PolicySet set,
                                              std::span<const std::vector<PolicyPtr>> levels);

  Evaluation decide_without_account(const Finding& resource) const;
  Evaluation decide_same_account(const Findings& findings) const;
  Evaluation decide_under_resource(const Findings& findings) const;
  Evaluation within_limits(const Findings& findings, Evaluation allowed) const;
  Evaluation own_policies_allow(const Findings& findings) const;

  Evaluation allowed(PolicySet cause, StatementRef statement = {}) const;
  Evaluation missing(PolicySet cause) const;
  Evaluation denied(PolicySet cause, StatementRef statement) const;

  const AccessRequest& request_;
  const Caller& caller_;
  const ApplicablePolicies& policies_;
  EvaluationObserver* observer_;
  RequestedAction action_;
  RequestedResource resource_;
  ConditionContext context_;
};

Evaluation Evaluator::allowed(PolicySet cause, StatementRef statement) const {
  return {.effect = Effect::Allow, .cause = cause, .statement = statement};
}

Evaluation Evaluator::missing(PolicySet cause) const {
  const bool trust = policies_.resource_rule == ResourceRule::RoleTrust;
  return {.effect = Effect::ImplicitDeny,
          .cause = cause,
          .statement = {},
          .role_trust = trust && cause == PolicySet::Resource};
}

Evaluation Evaluator::denied(PolicySet cause, StatementRef statement) const {
  Evaluation evaluation = missing(cause);
  evaluation.effect = Effect::ExplicitDeny;
  evaluation.statement = statement;
  return evaluation;
}

void Evaluator::look_through(PolicySet set, const CompiledPolicy& policy, Finding& finding) {
  const auto look = [&](std::uint32_t index) {
    look_at(set, {.policy = &policy, .index = index}, finding);
  };
  if (observer_ == nullptr) return policy.each_candidate(action_.service(), look);
  for (std::uint32_t index = 0; index < policy.statements().size(); ++index) look(index);
}

void Evaluator::look_at(PolicySet set, StatementRef ref, Finding& finding) {
  const CompiledStatement& statement = *ref;
  if (observer_ == nullptr && adds_nothing(statement, ref.policy->is_resource_based(), finding)) {
    return;
  }
  PrincipalMatch match = PrincipalMatch::None;
  const StatementCheck result = check(statement, ref.policy->is_resource_based(), match);
  if (observer_ != nullptr) observer_->see(set, ref, result, context_);
  if (result != StatementCheck::Matches) return;
  if (statement.effect == StatementEffect::Deny) {
    if (!finding.denial) finding.denial = ref;
  } else if (!finding.allowance || match > finding.match) {
    finding.allowance = ref;
    finding.match = match;
  }
}

/// A further permission changes nothing, unless it names the caller more closely.
bool Evaluator::adds_nothing(const CompiledStatement& statement, bool resource_based,
                             const Finding& finding) {
  if (statement.effect == StatementEffect::Deny || !finding.allowance) return false;
  return !resource_based || finding.match == PrincipalMatch::Direct;
}

StatementCheck Evaluator::check(const CompiledStatement& statement, bool resource_based,
                                PrincipalMatch& match) {
  if (!statement.actions.matches(action_)) return StatementCheck::Action;
  if (!statement.resources.matches(resource_, context_)) return StatementCheck::Resource;
  if (resource_based && !principals_apply(statement, match)) return StatementCheck::Principal;
  const bool hold = std::ranges::all_of(statement.conditions, [&](const CompiledCondition& c) {
    return c.holds(context_, statement.effect);
  });
  return hold ? StatementCheck::Matches : StatementCheck::Condition;
}

// NotPrincipal stands in Deny statements only, and ignores exemptions of callers with a boundary
// (policy contract 2.1).
bool Evaluator::principals_apply(const CompiledStatement& statement, PrincipalMatch& match) const {
  if (statement.principals.negated()) {
    return policies_.boundary != nullptr || !statement.principals.exempts(caller_);
  }
  match = statement.principals.match(caller_);
  return match != PrincipalMatch::None;
}

// In the order in which a refusal names them (policy contract 6).
std::optional<Evaluation> Evaluator::explicit_denial(Findings& findings) {
  std::optional<Evaluation> first;
  const auto look = [&](PolicySet set, const CompiledPolicy* policy, Finding& finding) {
    if (policy == nullptr || (first && observer_ == nullptr)) return;
    look_through(set, *policy, finding);
    if (!first && finding.denial) first = denied(set, finding.denial);
  };
  const auto look_at_own = [&](PolicySet set, std::span<const PolicyPtr> list, Finding& finding) {
    if (!has_own_policies()) return;
    for (const PolicyPtr& policy : list) look(set, policy.get(), finding);
  };
  look_at_own(PolicySet::Identity, policies_.identity, findings.identity);
  look(PolicySet::Resource, policies_.resource, findings.resource);
  if (has_own_policies()) look(PolicySet::Boundary, policies_.boundary, findings.boundary);
  if (policies_.session) look_at_own(PolicySet::Session, *policies_.session, findings.session);
  return first;
}

// All levels are looked at for a Deny before a silent one counts.
std::optional<Evaluation> Evaluator::refusal_by_levels(
    PolicySet set, std::span<const std::vector<PolicyPtr>> levels) {
  bool each_allows = true;
  std::optional<Evaluation> denial;
  for (const std::vector<PolicyPtr>& level : levels) {
    Finding finding;
    for (const PolicyPtr& policy : level) look_through(set, *policy, finding);
    if (finding.denial && !denial) denial = denied(set, finding.denial);
    each_allows = each_allows && finding.allowance;
  }
  // Services are not members of an organisation.
  const bool exempt = set == PolicySet::ServiceControl && caller_.kind == Kind::Service;
  if (denial || each_allows || exempt) return denial;
  return missing(set);
}

Evaluation Evaluator::decide() {
  if (action_.service() == "sts" && action_.name() == "getcalleridentity") {
    return allowed(PolicySet::Identity);
  }
  Findings findings;
  std::optional<Evaluation> denial = explicit_denial(findings);
  if (denial && observer_ == nullptr) return *denial;
  const auto by_service_control =
      refusal_by_levels(PolicySet::ServiceControl, policies_.service_control);
  const auto by_resource_control =
      refusal_by_levels(PolicySet::ResourceControl, policies_.resource_control);
  const std::array refusals = {by_service_control, by_resource_control};
  for (const auto& refusal : refusals) {
    if (!denial && refusal && refusal->effect == Effect::ExplicitDeny) denial = refusal;
  }
  if (denial) return *denial;
  for (const auto& refusal : refusals) {
    if (refusal) return *refusal;
  }
  if (caller_.account.empty()) return decide_without_account(findings.resource);
  if (!is_same_account() || policies_.resource_rule != ResourceRule::Ordinary) {
    return decide_under_resource(findings);
  }
  if (caller_.kind == Kind::Root) return allowed(PolicySet::Identity);
  return decide_same_account(findings);
}

// Services, web identities and anonymous callers have no policies of their own.
Evaluation Evaluator::decide_without_account(const Finding& resource) const {
  if (resource.match != PrincipalMatch::Direct) return missing(PolicySet::Resource);
  return allowed(PolicySet::Resource, resource.allowance);
}

// Policy contract 5.3: what names the caller itself needs nothing more; what names the role or
// user behind a session is limited by that session; an account only delegates.
Evaluation Evaluator::decide_same_account(const Findings& findings) const {
  const Finding& resource = findings.resource;
  switch (resource.match) {
    case PrincipalMatch::Direct:
      return allowed(PolicySet::Resource, resource.allowance);
    case PrincipalMatch::Parent:
      return within_limits(findings, allowed(PolicySet::Resource, resource.allowance));
    case PrincipalMatch::Account:
    case PrincipalMatch::None:
      break;
  }
  return own_policies_allow(findings);
}

// Across accounts, and for keys and roles everywhere, the resource's policy must allow.
Evaluation Evaluator::decide_under_resource(const Findings& findings) const {
  if (policies_.granted) return allowed(PolicySet::Resource);
  if (!findings.resource.allowance) return missing(PolicySet::Resource);
  return is_same_account() ? decide_same_account(findings) : own_policies_allow(findings);
}

Evaluation Evaluator::own_policies_allow(const Findings& findings) const {
  if (!has_own_policies()) return allowed(PolicySet::Resource, findings.resource.allowance);
  if (!findings.identity.allowance) return missing(PolicySet::Identity);
  return within_limits(findings, allowed(PolicySet::Identity, findings.identity.allowance));
}

Evaluation Evaluator::within_limits(const Findings& findings, Evaluation otherwise) const {
  if (policies_.boundary != nullptr && !findings.boundary.allowance) {
    return missing(PolicySet::Boundary);
  }
  const bool needs_session = policies_.session || caller_.kind == Kind::FederatedSession;
  if (needs_session && !findings.session.allowance) return missing(PolicySet::Session);
  return otherwise;
}

}  // namespace

Evaluation evaluate(const AccessRequest& request, const Caller& caller,
                    const Environment& environment, const ApplicablePolicies& policies) {
  return Evaluator(request, caller, environment, policies, nullptr).decide();
}

Evaluation evaluate(const AccessRequest& request, const Caller& caller,
                    const Environment& environment, const ApplicablePolicies& policies,
                    EvaluationObserver& observer) {
  return Evaluator(request, caller, environment, policies, &observer).decide();
}

bool keeps_access(const AccessRequest& request, const Caller& caller,
                  const Environment& environment, ApplicablePolicies policies,
                  const CompiledPolicy& replacement) {
  policies.resource = &replacement;
  return evaluate(request, caller, environment, policies).allowed();
}

}  // namespace strongroom::policy
