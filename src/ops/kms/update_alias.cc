#include "ops/kms/update_alias.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace strongroom::ops::kms_api {
namespace {

Result<void> check_alike(const kms::Key& present, const kms::Key& next, std::string_view alias) {
  if (present.kind->usage == next.kind->usage &&
      present.kind->symmetric() == next.kind->symmetric()) {
    return {};
  }
  return failure(
      ErrorCode::Validation,
      fmt::format("Alias {} cannot be changed from a CMK with key usage {} to a CMK with "
                  "key usage {}",
                  alias, kms::name_of(present.kind->usage), kms::name_of(next.kind->usage)));
}

}  // namespace

Result<policy::AccessRequest> UpdateAlias::access(OperationContext& context, const Input& input) {
  return access_to_alias(context, "kms:UpdateAlias", input.alias_name);
}

Task<Result<Nothing>> UpdateAlias::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::AliasPtr alias, existing_alias(context, input.alias_name));
  SR_CO_TRY(const kms::KeyPtr present,
            require_alias_target(context, "kms:UpdateAlias", alias->target));
  SR_CO_TRY(const kms::KeyPtr next,
            require_alias_target(context, "kms:UpdateAlias", input.target_key_id));
  SR_CO_CHECK(kms::check_state(*next, kms::StateRule::Manage));
  const std::string arn = kms::alias_arn(alias->account, alias->region, alias->name);
  SR_CO_CHECK(check_alike(*present, *next, arn));
  if (next->id != present->id) SR_CO_CHECK(check_alias_limit(*next));
  kms::Alias changed = *alias;
  changed.target = next->id;
  changed.updated = context.now;
  SR_CO_CHECK(co_await commit(
      context,
      std::move(context.services.keys.change().replace(*alias, changed).replace(*next, *next))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
