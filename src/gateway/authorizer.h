#pragma once

#include "gateway/authenticator.h"
#include "gateway/refusals.h"
#include "iam/directory.h"
#include "iam/sessions.h"
#include "ops/context.h"
#include "policy/denial_text.h"
#include "policy/environment.h"
#include "policy/evaluate.h"

#include <string>
#include <string_view>

namespace strongroom::gateway {

/// All policies of one caller that bear on what he asks, as they are at this moment. Keeps alive
/// what it points to.
class CallerPolicies {
 public:
  CallerPolicies(const AuthenticatedCaller& caller, const iam::Directory& directory,
                 const iam::Sessions& sessions);

  /// Something that limits the caller can't be read, or he is gone: nothing may be allowed.
  bool unreadable() const { return unreadable_; }
  policy::ApplicablePolicies with_resource(const policy::AccessRequest& access) const;

 private:
  bool unreadable_ = false;
  iam::PrincipalPoliciesPtr own_;                   // null for root
  std::vector<policy::PolicyPtr> of_root_session_;  // what root may do, for what root federates
  iam::SessionPolicies session_;
};

/// A call as the memory of refusals knows it.
struct RefusableCall {
  std::string_view request_id;
  Timestamp at;
  Refusals& refusals;
};

/// Why nothing is allowed where CallerPolicies::unreadable().
inline constexpr std::string_view kUnreadable =
    "because a policy of the caller is missing or can't be read, or the caller is gone";
/// A refusal that no policy was asked about, in the form of policy::explanation_text.
std::string told_without_policies(const policy::AccessRequest& access, const policy::Caller& who,
                                  std::string_view why);

/// Decides by policies for one caller and one call, and remembers what it refuses. One thread.
class CallerAuthorizer final : public ops::Authorizer {
 public:
  /// All of these outlive this object.
  CallerAuthorizer(const AuthenticatedCaller& caller, const policy::Environment& environment,
                   const iam::Directory& directory, const iam::Sessions& sessions,
                   const RefusableCall& call,
                   policy::PolicyNames names = policy::PolicyNames::Hidden)
      : caller_(caller),
        environment_(environment),
        directory_(directory),
        sessions_(sessions),
        call_(call),
        names_(names) {}

  Result<void> require(const policy::AccessRequest& access) override;
  Result<void> require_for(const policy::Caller& who, const policy::AccessRequest& access) override;

 private:
  /// Evaluates; what is not allowed is remembered.
  policy::Evaluation decision_on(const policy::AccessRequest& access, const policy::Caller& who,
                                 const policy::ApplicablePolicies& policies) const;
  policy::Evaluation decision_in(const policy::Environment& environment,
                                 const policy::AccessRequest& access, const policy::Caller& who,
                                 const policy::ApplicablePolicies& policies) const;
  /// What the caller is told of a denial.
  std::string refusal_text(const policy::AccessRequest& access, const policy::Caller& who,
                           const policy::Evaluation& decision) const;
  void remember(std::string told) const;

  const AuthenticatedCaller& caller_;
  const policy::Environment& environment_;
  const iam::Directory& directory_;
  const iam::Sessions& sessions_;
  const RefusableCall call_;
  const policy::PolicyNames names_;
};

}  // namespace strongroom::gateway
