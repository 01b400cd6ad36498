#include "ops/kms/alias_access.h"

#include "ops/access.h"
#include "ops/key_use_event.h"
#include "ops/kms/named_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::string_view kPrefix = "alias/";
constexpr std::size_t kMaxAliases = 50;  // of one key

Result<void> check_name(std::string_view name) {
  if (!name.starts_with(kPrefix)) {
    return failure(ErrorCode::Validation,
                   "Alias must start with the prefix \"alias/\". Please see "
                   "https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
  }
  if (name.starts_with("alias/aws/")) return failure(ErrorCode::NotAuthorized, "");
  const std::string_view rest = name.substr(kPrefix.size());
  if (!rest.empty() && rest.find(':') == rest.npos) return {};
  return failure(ErrorCode::Validation,
                 fmt::format("{} contains invalid characters for an alias", name));
}

}  // namespace

bool is_alias_text(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
           c == '/' || c == '_' || c == '-';
  });
}

Result<policy::AccessRequest> access_to_alias(const OperationContext& context,
                                              std::string_view action, std::string_view name) {
  SR_CHECK(check_name(name));
  const auto& [account, region] = context.partition;
  policy::AccessRequest access = access_to_all(context, action);
  access.resource = context.arena.copy(kms::alias_arn(account, region, name));
  return access;
}

Result<kms::KeyPtr> require_alias_target(OperationContext& context, std::string_view action,
                                         std::string_view target_key_id) {
  const auto& [account, region] = context.partition;
  SR_TRY(const kms::KeyReference reference, kms::parse_key_id(account, region, target_key_id));
  if (reference.is_alias()) {
    return failure(ErrorCode::Validation, "Aliases must refer to keys. Not aliases");
  }
  SR_TRY(kms::KeyPtr key, require_named_key(context, target_key_id, {.name = action}, kOwnKey));
  context.record.resources.push_back(resource_of(*key, context.arena));
  return key;
}

Result<void> check_alias_limit(const kms::Key& key) {
  if (key.aliases.size() < kMaxAliases) return {};
  return failure(ErrorCode::LimitExceeded,
                 fmt::format("The key {} has {} aliases already.", key.arn, kMaxAliases));
}

Result<kms::AliasPtr> existing_alias(const OperationContext& context, std::string_view name) {
  const auto& [account, region] = context.partition;
  kms::AliasPtr alias = context.services.keys.view().find_alias(account, region, name);
  if (alias != nullptr) return alias;
  return std::unexpected(kms::not_found({.account = account, .resource = name}, region));
}

}  // namespace strongroom::ops::kms_api
