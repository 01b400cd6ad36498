#pragma once

#include "base/result.h"
#include "policy/problem.h"
#include "policy/resource_policy.h"

#include <expected>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// MalformedPolicyDocument with AWS's text (contract 5.15).
Error policy_error(const policy::Problem& problem);

inline constexpr std::string_view kUnsupportedPrincipal =
    "This resource policy contains an unsupported principal.";
inline constexpr std::string_view kBroadAccess =
    "You can't attach a resource-based policy that allows broad access to the secret.";

}  // namespace strongroom::ops::secretsmanager
