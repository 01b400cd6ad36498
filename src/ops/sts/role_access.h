#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "policy/access.h"

#include <string_view>

/// Roles as those who want to assume them see them (policy contract 5.6, iam contract 4.2).
namespace strongroom::ops::sts {

/// The role with exactly this ARN, of whatever account; null when there is none. Validation,
/// `<text> is invalid`: not an ARN.
Result<iam::RolePtr> role_named(const OperationContext& context, std::string_view arn);

/// `action` on the role under its trust policy. `role` is what `role_named` gave for `arn`: for
/// null the answer is that of a role which lets nobody in, so that refusals don't tell which roles
/// there are.
policy::AccessRequest access_to_role(OperationContext& context, std::string_view action,
                                     std::string_view arn, const iam::RolePtr& role);

}  // namespace strongroom::ops::sts
