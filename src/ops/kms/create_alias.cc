#include "ops/kms/create_alias.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

constexpr std::size_t kMaxAliases = 50;  // of one key

}  // namespace

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
  if (key->aliases.size() >= kMaxAliases) {
    co_return failure(ErrorCode::LimitExceeded,
                      fmt::format("The key {} has {} aliases already.", key->arn, kMaxAliases));
  }
  SR_CO_CHECK(co_await commit(
      context, std::move(context.services.keys.change().create(alias).rely_on(*key))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
