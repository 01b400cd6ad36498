#include "ops/kms/delete_alias.h"

#include "kms/key_changes.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> DeleteAlias::access(OperationContext& context, const Input& input) {
  return access_to_alias(context, "kms:DeleteAlias", input.alias_name);
}

Task<Result<Nothing>> DeleteAlias::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::AliasPtr alias, existing_alias(context, input.alias_name));
  SR_CO_CHECK(require_alias_target(context, "kms:DeleteAlias", alias->target));
  SR_CO_CHECK(co_await commit(context, std::move(context.services.keys.change().erase(*alias))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
