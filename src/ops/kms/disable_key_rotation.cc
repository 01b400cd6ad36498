#include "ops/kms/disable_key_rotation.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"
#include "ops/kms/region_form.h"
#include "ops/kms/rotation_form.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> DisableKeyRotation::access(OperationContext& context,
                                                         const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:DisableKeyRotation"}, kOwnKey);
}

Task<Result<Nothing>> DisableKeyRotation::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Rotation));
  SR_CO_CHECK(check_rotates(*key));
  SR_CO_CHECK(check_primary(*key));
  SR_CO_CHECK(check_own_material(*key));
  if (!key->rotation) co_return Nothing{};
  kms::Key changed = *key;
  changed.rotation.reset();
  SR_CO_CHECK(co_await commit(
      context, std::move(context.services.keys.change().replace_shared(
                   *key, changed, context.services.keys.view().in_other_regions(*key)))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
