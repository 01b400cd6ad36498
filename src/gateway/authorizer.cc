#include "gateway/authorizer.h"

#include "gateway/session_limits.h"
#include "iam/administrator.h"
#include "policy/explanation.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace strongroom::gateway {
namespace {

using CallerKind = policy::Caller::Kind;

}  // namespace

std::string told_without_policies(const policy::AccessRequest& access, const policy::Caller& who,
                                  std::string_view why) {
  return fmt::format("DENIED: {} asked for {} on {}\n  {}\n", who.arn, access.action,
                     access.resource, why);
}

CallerPolicies::CallerPolicies(const AuthenticatedCaller& caller, const iam::Directory& directory,
                               const iam::Sessions& sessions) {
  const policy::Caller& who = *caller.caller;
  if (!who.unique_id.empty()) {
    own_ = directory.policies_of(who.unique_id);
    unreadable_ = own_ == nullptr || own_->unreadable;
  } else if (who.kind == CallerKind::FederatedSession) {
    // policy contract 5: it has what root has, within its session policies.
    const iam::ManagedPolicyPtr all = directory.find_policy(iam::kAdministratorAccess);
    of_root_session_.push_back(all->document()->compiled);
  }
  if (caller.session != nullptr) {
    session_ = sessions.policies_of(*caller.session);
    unreadable_ = unreadable_ || session_.unreadable;
  }
}

policy::ApplicablePolicies CallerPolicies::with_resource(
    const policy::AccessRequest& access) const {
  policy::ApplicablePolicies policies{.identity = of_root_session_,
                                      .boundary = nullptr,
                                      .session = std::nullopt,
                                      .resource = access.resource_policy,
                                      .resource_rule = access.resource_rule,
                                      .granted = access.granted};
  if (own_ != nullptr) {
    policies.identity = own_->identity;
    policies.boundary = own_->boundary.get();
  }
  if (session_.present) policies.session = session_.policies;
  return policies;
}

Result<void> CallerAuthorizer::require(const policy::AccessRequest& access) {
  if (needs_no_permission(access.action)) return {};
  const policy::Caller& who = *caller_.caller;
  if (caller_.session != nullptr) {
    if (auto may = check_session_may(access, who, *caller_.session->session); !may) {
      remember(told_without_policies(access, who, may.error().message()));
      return may;
    }
  }
  policy::Evaluation decision;  // denies, for want of an identity policy that can be read
  // As they are now: a call may wait, and begin again, between two decisions.
  const CallerPolicies policies(caller_, directory_, sessions_);
  if (policies.unreadable()) {
    remember(told_without_policies(access, who, kUnreadable));
  } else {
    decision = decision_on(access, who, policies.with_resource(access));
    if (decision.allowed()) return {};
  }
  policy::AccessRequest shown = access;
  if (!access.shown_resource.empty()) shown.resource = access.shown_resource;
  return failure(ErrorCode::AccessDenied, refusal_text(shown, who, decision));
}

Result<void> CallerAuthorizer::require_for(const policy::Caller& who,
                                           const policy::AccessRequest& access) {
  const policy::Evaluation decision = decision_on(access, who,
                                                  {.identity = {},
                                                   .boundary = nullptr,
                                                   .session = std::nullopt,
                                                   .resource = access.resource_policy,
                                                   .resource_rule = access.resource_rule});
  if (decision.allowed()) return {};
  return failure(ErrorCode::AccessDenied, refusal_text(access, who, decision));
}

policy::Evaluation CallerAuthorizer::decision_on(const policy::AccessRequest& access,
                                                 const policy::Caller& who,
                                                 const policy::ApplicablePolicies& policies) const {
  if (!access.via_service.empty()) {
    policy::Environment forwarded = environment_;
    forwarded.via_aws_service = true;
    forwarded.called_via = std::span(&access.via_service, 1);
    return decision_in(forwarded, access, who, policies);
  }
  return decision_in(environment_, access, who, policies);
}

policy::Evaluation CallerAuthorizer::decision_in(const policy::Environment& environment,
                                                 const policy::AccessRequest& access,
                                                 const policy::Caller& who,
                                                 const policy::ApplicablePolicies& policies) const {
  policy::Evaluation decision = policy::evaluate(access, who, environment, policies);
  if (!decision.allowed()) {
    remember(policy::explanation_text(policy::explain(access, who, environment, policies)));
  }
  return decision;
}

// Refusals that have to do with a role never say why: whoever may not assume it does not learn
// whether it exists (iam contract 4.2).
std::string CallerAuthorizer::refusal_text(const policy::AccessRequest& access,
                                           const policy::Caller& who,
                                           const policy::Evaluation& decision) const {
  if (who.kind == CallerKind::WebIdentity)
    return fmt::format("Not authorized to perform {}", access.action);
  if (access.resource_rule == policy::ResourceRule::RoleTrust) {
    return policy::role_denial_text(access, who);
  }
  const bool hidden = access.found_by_ciphertext || who.account != access.resource_account;
  if (access.resource_rule == policy::ResourceRule::Key && hidden &&
      decision.cause == policy::PolicySet::Resource) {
    return policy::hidden_key_text(access, who);
  }
  return policy::denial_text(access, who, decision, names_);
}

void CallerAuthorizer::remember(std::string told) const {
  call_.refusals.add(
      {.request_id = std::string(call_.request_id), .at = call_.at, .text = std::move(told)});
}

}  // namespace strongroom::gateway
