#pragma once

#include "iam/change.h"

#include <span>
#include <string_view>

/// Customer managed policies and their versions (iam contract 3.5). As in user_changes.h. Changes
/// of AWS's own policies are InvalidInput.
namespace strongroom::iam {

/// InvalidInput for one of AWS.
Result<void> check_changeable(const ManagedPolicy& policy);

struct NewPolicy {
  std::string_view account;
  std::string_view name;
  std::string_view document;
  std::string_view path = "/";
  std::string_view description = {};
  std::span<const Tag> tags = {};
};
/// Errors: Validation, EntityAlreadyExists, LimitExceeded, MalformedPolicyDocument.
Result<Change<ManagedPolicy>> create_policy(const Basis& basis, const NewPolicy& policy);
/// DeleteConflict while it is attached or a boundary, or has a second version.
Result<Change<ManagedPolicy>> delete_policy(const Basis& basis, const ManagedPolicyPtr& seen);

/// The new version is the last of the result's. LimitExceeded at the sixth.
Result<Change<ManagedPolicy>> create_policy_version(const Basis& basis,
                                                    const ManagedPolicyPtr& seen,
                                                    std::string_view document, bool set_default);
Result<Change<ManagedPolicy>> set_default_version(const Basis& basis, const ManagedPolicyPtr& seen,
                                                  std::string_view version);
/// DeleteConflict for the default version.
Result<Change<ManagedPolicy>> delete_policy_version(const Basis& basis,
                                                    const ManagedPolicyPtr& seen,
                                                    std::string_view version);

}  // namespace strongroom::iam
