#include "ops/secretsmanager/client_request_token.h"

#include <fmt/format.h>

namespace strongroom::ops::secretsmanager {

Result<std::string_view> require_token(std::optional<std::string_view> token,
                                       ErrorCode when_missing) {
  if (token) return *token;
  return failure(when_missing,
                 "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
}

Error token_in_use(std::string_view token, std::string_view arn) {
  return {
      ErrorCode::ResourceExists,
      fmt::format("You can't use ClientRequestToken {} because that value is already in use for "
                  "a version of secret {}.",
                  token, arn)};
}

}  // namespace strongroom::ops::secretsmanager
