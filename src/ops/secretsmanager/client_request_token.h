#pragma once

#include "base/result.h"

#include <optional>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// The token, which becomes a version's id. When it is missing the error is InvalidRequest, for
/// RotateSecret InvalidParameter (contract 1.6); it comes before the question whether the secret
/// exists.
Result<std::string_view> require_token(std::optional<std::string_view> token,
                                       ErrorCode when_missing = ErrorCode::InvalidRequest);

/// ResourceExists: the token names a version with another value.
Error token_in_use(std::string_view token, std::string_view arn);

}  // namespace strongroom::ops::secretsmanager
