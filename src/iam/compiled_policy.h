#pragma once

#include "base/result.h"
#include "iam/principal_binding.h"
#include "policy/compiled_policy.h"
#include "policy/policy_kind.h"

#include <span>
#include <string>
#include <string_view>

namespace strongroom::iam {

/// What IAM asks of a policy document before it is saved. MalformedPolicyDocument with the texts of
/// policy contract 1.1. Trust policies' principals are looked up elsewhere (principal_binding.h).
Result<void> check_document(std::string_view document, policy::PolicyKind kind);

// The one place where stored text becomes compiled. Null when it is no policy (any more).

/// A managed, inline or session policy; `source` is its name in explanations.
policy::PolicyPtr compile_policy(std::string_view document, std::string source);
/// A trust policy: its principals match by the ids that they are bound to.
policy::PolicyPtr compile_trust_policy(std::string_view document,
                                       std::span<const PrincipalBinding> bindings);

}  // namespace strongroom::iam
