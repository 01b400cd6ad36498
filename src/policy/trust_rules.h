#pragma once

#include "policy/document.h"

#include <optional>

namespace strongroom::policy {

/// What keeps a statement out of a role's trust policy: it has resources, no principals or
/// NotPrincipal, or actions that assume no role (policy contract 1 and 1.1).
std::optional<Problem> trust_problem(const Statement& statement);

}  // namespace strongroom::policy
