#include "ops/kms/put_key_policy.h"

#include "kms/key_changes.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> PutKeyPolicy::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:PutKeyPolicy"}, kOwnKey));
  add_condition(access, "kms:BypassPolicyLockoutSafetyCheck", input.bypass_lockout_check);
  return access;
}

Task<Result<Nothing>> PutKeyPolicy::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));

  SR_CO_CHECK(check_policy_name(input.policy_name));
  kms::Key changed = *key;
  SR_CO_TRY(changed.policy, checked_policy(context, input.policy));
  if (!input.bypass_lockout_check) SR_CO_CHECK(check_lockout(context, changed));
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
