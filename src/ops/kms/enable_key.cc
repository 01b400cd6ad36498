#include "ops/kms/enable_key.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> EnableKey::access(OperationContext& context, const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:EnableKey"}, kOwnKey);
}

Task<Result<Nothing>> EnableKey::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Switch));
  if (key->enabled()) co_return Nothing{};
  kms::Key changed = *key;
  changed.state = kms::KeyState::Enabled;
  if (changed.rotation && !key->replica() && changed.rotation->next <= context.now) {
    kms::rotate(context.services.keys.keyring(), changed, kms::RotationType::Automatic,
                context.now);
    kms::schedule_next_rotation(changed, context.now);
  }
  SR_CO_CHECK(co_await commit(
      context, std::move(context.services.keys.change().replace_shared(
                   *key, changed, context.services.keys.view().in_other_regions(*key)))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
