#pragma once

#include "policy/compiled_policy.h"

#include <memory>
#include <vector>

namespace strongroom::iam {

/// All that a user's or role's own policies say, as policy::ApplicablePolicies takes it. Immutable;
/// replaced whole when anything in it changes.
struct PrincipalPolicies {
  /// Inline, attached, and those of all groups.
  std::vector<policy::PolicyPtr> identity;
  policy::PolicyPtr boundary;  ///< Null without one.
  /// Something in it is missing or can't be compiled, the boundary included: nothing may be allowed
  /// to this principal.
  bool unreadable = false;
};
using PrincipalPoliciesPtr = std::shared_ptr<const PrincipalPolicies>;

}  // namespace strongroom::iam
