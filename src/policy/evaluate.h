#pragma once

#include "policy/access.h"
#include "policy/caller.h"
#include "policy/compiled_policy.h"
#include "policy/environment.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace strongroom::policy {

/// Which kind of policy decided, or was silent where it had to allow.
enum class PolicySet : std::uint8_t {
  Identity,
  Resource,
  Boundary,
  Session,
  ServiceControl,
  ResourceControl,
};

/// All policies that bear on a request. Borrowed for the call, and for as long as its Evaluation is
/// used.
struct ApplicablePolicies {
  /// Inline and attached, also those of the user's groups.
  std::span<const PolicyPtr> identity = {};
  const CompiledPolicy* boundary = nullptr;
  /// Present once a session was given any; they unite. A federated session needs them.
  std::optional<std::span<const PolicyPtr>> session = {};
  /// Of the resource, which AccessRequest::resource_account owns.
  const CompiledPolicy* resource = nullptr;
  ResourceRule resource_rule = ResourceRule::Ordinary;
  /// A live grant of the key names the caller for the operation, and its constraints are met.
  bool granted = false;
  /// By level, from the root of the organisation downwards; each must allow.
  std::span<const std::vector<PolicyPtr>> service_control = {};
  std::span<const std::vector<PolicyPtr>> resource_control = {};
};

struct StatementRef {
  const CompiledPolicy* policy = nullptr;
  std::uint32_t index = 0;
  explicit operator bool() const { return policy != nullptr; }
  const CompiledStatement& operator*() const { return policy->statements()[index]; }
};

/// A decision and what it rests on.
struct Evaluation {
  Effect effect = Effect::ImplicitDeny;
  /// For an explicit deny where it stands, for an implicit one where an Allow is missing, else
  /// where it was found.
  PolicySet cause = PolicySet::Identity;
  /// The statement that denied or allowed. None when an Allow is missing, and for what needs none:
  /// root in its account, grants, sts:GetCallerIdentity.
  StatementRef statement = {};
  /// The resource is a role and the cause its trust policy.
  bool role_trust = false;

  bool allowed() const { return effect == Effect::Allow; }
};

/// The first of its parts, in this order, that keeps a statement from matching.
enum class StatementCheck : std::uint8_t { Matches, Action, Resource, Principal, Condition };

/// Sees each statement that was looked at, for explanations and simulations.
class EvaluationObserver {
 public:
  virtual ~EvaluationObserver() = default;
  virtual void see(PolicySet set, StatementRef statement, StatementCheck check,
                   ConditionContext& context) = 0;
};

/// Decides (policy contract 5). Pure; any thread. Allocates nothing unless a variable has to be
/// filled in, or a condition needs it. Throws only when there is no memory: that is a denial.
///
/// A federated session of root has no identity policies of its own to give: pass one that allows
/// all.
Evaluation evaluate(const AccessRequest& request, const Caller& caller,
                    const Environment& environment, const ApplicablePolicies& policies);

/// The same, looking at every statement, also where the decision is clear already.
Evaluation evaluate(const AccessRequest& request, const Caller& caller,
                    const Environment& environment, const ApplicablePolicies& policies,
                    EvaluationObserver& observer);

/// Whether the request would still be allowed if `replacement` were the resource's policy: keeps
/// callers from locking themselves out. `request` is for the action that puts such a policy.
bool keeps_access(const AccessRequest& request, const Caller& caller,
                  const Environment& environment, ApplicablePolicies policies,
                  const CompiledPolicy& replacement);

}  // namespace strongroom::policy
