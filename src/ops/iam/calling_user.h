#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "policy/access.h"

#include <optional>
#include <string_view>

/// Operations whose user may be left out: they are then about the one who calls.
namespace strongroom::ops::iam_api {

/// What is needed to do `action` to the user who calls; resolves him into `context.identity`.
policy::AccessRequest access_to_caller(OperationContext& context, std::string_view action);

/// What is needed to do `action` to the user named, else to the one who calls, who may be root.
/// Resolves him into `context.identity`. Validation: nobody is named, and the caller is neither
/// user nor root.
Result<policy::AccessRequest> access_to_user_or_caller(OperationContext& context,
                                                       std::string_view action,
                                                       std::optional<std::string_view> named);

/// The user that the decision was about; null for root. NoSuchEntity.
Result<strongroom::iam::UserPtr> decided_user(const OperationContext& context,
                                              std::optional<std::string_view> named);

}  // namespace strongroom::ops::iam_api
