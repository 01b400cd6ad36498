#pragma once

#include "iam/change.h"

#include <string_view>

namespace strongroom::iam {

/// Checks that `arn` may be the boundary of a user or role of `account`, and that it stays while
/// the change happens. Errors: Validation when it is no policy's ARN; NoSuchEntity.
Result<void> hold_boundary(const Basis& basis, ChangeBuilder& builder, std::string_view account,
                           std::string_view arn);

}  // namespace strongroom::iam
