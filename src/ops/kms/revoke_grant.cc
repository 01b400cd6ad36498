#include "ops/kms/revoke_grant.h"

#include "kms/key_changes.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> RevokeGrant::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:RevokeGrant"}, kSharedKey));
  add_condition(access, "kms:GrantIsForAWSResource", false);
  return access;
}

Task<Result<Nothing>> RevokeGrant::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_TRY(const kms::GrantPtr grant, existing_grant(context, *key, input.grant_id));
  if (input.dry_run) co_return std::unexpected(dry_run_succeeded());
  SR_CO_CHECK(co_await commit(context, std::move(context.services.keys.change().erase(*grant))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
