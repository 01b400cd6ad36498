#pragma once

#include "base/result.h"
#include "kms/grant.h"
#include "ops/context.h"
#include "ops/kms/fields.h"

#include <string>
#include <string_view>

/// Grants are effective at once, so that a token proves nothing; it must be genuine, though (kms
/// contract 3.6).
namespace strongroom::ops::kms_api {

/// URL-safe base64, different each time.
std::string grant_token(const OperationContext& context, const kms::Grant& grant);

/// What a token names. InvalidGrantToken: not one of ours, or its grant is no more.
struct TokenGrant {
  kms::KeyPtr key;
  kms::GrantPtr grant;
};
Result<TokenGrant> grant_of_token(const OperationContext& context, std::string_view token);

Result<void> check_grant_tokens(const OperationContext& context, GrantTokens tokens);

}  // namespace strongroom::ops::kms_api
