#pragma once

#include "base/result.h"
#include "iam/entities.h"
#include "ops/context.h"
#include "policy/access.h"

#include <optional>
#include <string_view>

/// Operations whose user may be left out: they are then about the one who calls.
namespace strongroom::ops::iam_api {

/// Whose user an operation is about: the one named, else the calling user; nothing for root.
/// Validation: the caller is neither user nor root.
Result<std::optional<std::string_view>> user_or_caller(const OperationContext& context,
                                                       std::optional<std::string_view> named);

/// What is needed to do `action` to that user, or to root.
Result<policy::AccessRequest> access_to_user_or_caller(OperationContext& context,
                                                       std::string_view action,
                                                       std::optional<std::string_view> named);

/// That user; null for root. NoSuchEntity.
Result<strongroom::iam::UserPtr> require_user_or_caller(const OperationContext& context,
                                                        std::optional<std::string_view> named);

}  // namespace strongroom::ops::iam_api
