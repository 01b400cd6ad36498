#include "ops/kms/create_alias.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> CreateAlias::access(OperationContext& context, const Input& input) {
  return access_to_alias(context, "kms:CreateAlias", input.alias_name);
}

Task<Result<Nothing>> CreateAlias::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key,
            require_alias_target(context, "kms:CreateAlias", input.target_key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));
  const auto& [account, region] = context.partition;
  const kms::Alias alias{.account = account,
                         .region = region,
                         .name = std::string(input.alias_name),
                         .target = key->id,
                         .created = context.now,
                         .updated = context.now};
  if (context.services.keys.view().find_alias(account, region, alias.name) != nullptr) {
    co_return failure(ErrorCode::ResourceExists,
                      fmt::format("An alias with the name {} already exists",
                                  kms::alias_arn(account, region, alias.name)));
  }
  SR_CO_CHECK(check_alias_limit(*key));
  // The key is written too, so that of aliases that are made at once none exceeds the limit.
  SR_CO_CHECK(co_await commit(
      context, std::move(context.services.keys.change().create(alias).replace(*key, *key))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
