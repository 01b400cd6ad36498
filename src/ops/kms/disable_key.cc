#include "ops/kms/disable_key.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> DisableKey::access(OperationContext& context, const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:DisableKey"}, kOwnKey);
}

Task<Result<Nothing>> DisableKey::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Switch));
  if (key->state == kms::KeyState::Disabled) co_return Nothing{};
  kms::Key changed = *key;
  changed.state = kms::KeyState::Disabled;
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
