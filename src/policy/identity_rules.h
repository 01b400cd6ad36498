#pragma once

#include "policy/document.h"

#include <optional>

namespace strongroom::policy {

/// What keeps a statement out of policies of users, groups, roles and sessions: it names
/// principals, or has no resources, or resources that IAM does not take (policy contract 1.1).
std::optional<Problem> identity_problem(const Statement& statement);

}  // namespace strongroom::policy
