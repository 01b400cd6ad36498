#include "ops/kms/list_aliases.h"

#include "kms/key_reference.h"
#include "ops/access.h"
#include "policy/denial_text.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::string_view kAction = "kms:ListAliases";

AliasEntry shown_alias(const kms::AliasPtr& alias) {
  AliasEntry entry{.alias_name = alias->name,
                   .alias_arn = kms::alias_arn(alias->account, alias->region, alias->name),
                   .target_key_id = {},
                   .creation_date = alias->created,
                   .last_updated_date = alias->updated};
  if (!alias->target.empty()) entry.target_key_id = alias->target;
  return entry;
}

// AWS lists its aliases before there is a key.
void add_managed_alias(const secrets::Partition& partition, std::vector<kms::AliasPtr>& aliases) {
  const auto is_managed = [](const kms::AliasPtr& alias) {
    return alias->name == kms::kSecretsManagerAlias;
  };
  if (std::ranges::any_of(aliases, is_managed)) return;
  kms::Alias alias;
  alias.account = partition.account;
  alias.region = partition.region;
  alias.name = kms::kSecretsManagerAlias;
  aliases.insert(aliases.begin(), std::make_shared<const kms::Alias>(std::move(alias)));
}

// The id of the key that the list is for.
Result<std::string> target_of(OperationContext& context, std::string_view key_id) {
  const auto& [account, region] = context.partition;
  SR_TRY(const kms::KeyReference reference, kms::parse_key_id(account, region, key_id));
  if (reference.account != account) {
    return failure(ErrorCode::AccessDenied,
                   policy::hidden_key_text(access_to_all(context, kAction), context.caller));
  }
  const kms::KeyPtr key = context.services.keys.find(reference, region);
  if (key == nullptr) return std::unexpected(kms::not_found(reference, region));
  return key->id;
}

}  // namespace

Result<policy::AccessRequest> ListAliases::access(OperationContext& context, const Input&) {
  return access_to_all(context, kAction);
}

Task<Result<Page<AliasEntry>>> ListAliases::handle(OperationContext& context, const Input& input) {
  const auto& [account, region] = context.partition;
  std::vector<kms::AliasPtr> aliases = context.services.keys.view().aliases_of(account, region);
  std::string scope = "ListAliases";
  if (input.key_id) {
    SR_CO_TRY(const std::string target, target_of(context, *input.key_id));
    std::erase_if(aliases, [&](const kms::AliasPtr& alias) { return alias->target != target; });
    scope += " " + target;
  } else {
    add_managed_alias(context.partition, aliases);
  }
  co_return page_of(
      context, scope, {.marker = input.marker, .limit = input.limit}, {.usual = 50, .most = 100},
      aliases,
      [](const kms::AliasPtr& alias) {
        return position_of(alias->created.value_or(Timestamp()), alias->name);
      },
      shown_alias);
}

}  // namespace strongroom::ops::kms_api
