#pragma once

#include "base/result.h"
#include "policy/principal_binding.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::iam {

class Directory;

using policy::PrincipalBinding;

struct BindingRules {
  /// Takes users and roles of accounts that are not of this installation, which nobody can check.
  bool allow_unknown_accounts = false;
};

/// Binds the principals of a valid policy document (trust or resource policy) to unique ids. Error:
/// MalformedPolicyDocument, `Invalid principal in policy: "AWS":"<arn>"`, for a user, role or
/// provider that does not exist; accounts of other installations are taken as they are.
Result<std::vector<PrincipalBinding>> bind_principals(std::string_view document,
                                                      const Directory& directory,
                                                      const BindingRules& rules = {});

/// The unique id that `value`, an ARN or an account id, means as a principal: of a user, a role, or
/// the role of a session. Empty for an account and a federated session, which are bound to nothing;
/// nothing when it should mean one and none is there.
std::optional<std::string> id_meant(const Directory& directory, std::string_view value);

/// The document as readers see it: byte for byte as stored, but for principals that have another
/// ARN now, or are gone and are shown by their unique id (iam contract 3.4).
std::string shown_document(std::string_view document, std::span<const PrincipalBinding> bindings,
                           const Directory& directory);

}  // namespace strongroom::iam
