#pragma once

#include "iam/entities.h"

#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::iam_api {

/// Where a managed policy stands in lists: by name, and AWS's before the account's of the same
/// name.
std::string position_of(const strongroom::iam::ManagedPolicy& policy);

/// In that order, those under `path_prefix`.
std::vector<strongroom::iam::ManagedPolicyPtr> in_order(
    std::vector<strongroom::iam::ManagedPolicyPtr> policies, std::string_view path_prefix);

}  // namespace strongroom::ops::iam_api
