#pragma once

#include "policy/access.h"
#include "policy/caller.h"
#include "policy/evaluate.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace strongroom::policy {

/// As refusals name it: "permissions boundary".
std::string_view name_of(PolicySet set);

/// Whether an explicit deny of the caller's own account names the policy, as AWS began to do in
/// 2025. Off by default: clients that know the exact text expect the short form.
enum class PolicyNames : std::uint8_t { Hidden, Shown };

/// What a refusal says (policy contract 6): "User: ... is not authorized to perform: ...".
/// `evaluation` must be a denial.
std::string denial_text(const AccessRequest& request, const Caller& caller,
                        const Evaluation& evaluation, PolicyNames names = PolicyNames::Hidden);

/// The last part of it: "because no identity-based policy allows the ... action".
std::string denial_reason(std::string_view action, const Evaluation& evaluation);

/// What STS says for every refused AssumeRole, also of a role that does not exist: without reason
/// (iam contract 4.2).
std::string role_denial_text(const AccessRequest& request, const Caller& caller);

/// What KMS says of a key that is not there for the caller, so that he does not learn whether it
/// exists: another account's, or one that a ciphertext names (kms contract 5.5).
std::string hidden_key_text(const AccessRequest& request, const Caller& caller);

}  // namespace strongroom::policy
