#include "ops/kms/grant_tokens.h"

#include "base/bytes.h"

#include <algorithm>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::string_view kPurpose = "kms grant token";

std::unexpected<Error> invalid_token() {
  return failure(ErrorCode::InvalidGrantToken, "The grant token is invalid.");
}

}  // namespace

std::string grant_token(const OperationContext& context, const kms::Grant& grant) {
  const std::string position =
      grant.account + '/' + grant.region + '/' + grant.key_id + '/' + grant.id;
  std::string token = context.services.page_tokens.seal(bytes_of(kPurpose), bytes_of(position));
  std::ranges::replace(token, '+', '-');
  std::ranges::replace(token, '/', '_');
  return token;
}

Result<TokenGrant> grant_of_token(const OperationContext& context, std::string_view token) {
  std::string standard(token);
  std::ranges::replace(standard, '-', '+');
  std::ranges::replace(standard, '_', '/');
  const auto opened = context.services.page_tokens.open(bytes_of(kPurpose), standard);
  if (!opened) return invalid_token();
  std::string_view rest = text_of(*opened);
  const auto next = [&rest] {
    const std::string_view part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
  };
  const std::string_view account = next();
  const std::string_view region = next();
  const kms::KeyView& view = context.services.keys.view();
  kms::KeyPtr key = view.find(account, region, next());
  if (key == nullptr || region != context.partition.region) return invalid_token();
  kms::GrantPtr grant = view.find_grant(*key, rest);
  if (grant == nullptr) return invalid_token();
  return TokenGrant{.key = std::move(key), .grant = std::move(grant)};
}

Result<void> check_grant_tokens(const OperationContext& context, GrantTokens tokens) {
  for (const std::string_view token : tokens) SR_CHECK(grant_of_token(context, token));
  return {};
}

}  // namespace strongroom::ops::kms_api
