#include "ops/kms/enable_key_rotation.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/named_key.h"
#include "ops/kms/region_form.h"
#include "ops/kms/rotation_form.h"

#include <chrono>
#include <string>
#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> EnableKeyRotation::access(OperationContext& context,
                                                        const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:EnableKeyRotation"}, kOwnKey));
  add_condition(access, "kms:RotationPeriodInDays",
                context.arena.copy(std::to_string(input.rotation_period_in_days)));
  return access;
}

Task<Result<Nothing>> EnableKeyRotation::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Rotation));
  SR_CO_CHECK(check_rotates(*key));
  SR_CO_CHECK(check_primary(*key));
  SR_CO_CHECK(check_own_material(*key));

  kms::Key changed = *key;
  const std::chrono::days period(input.rotation_period_in_days);
  if (key->rotation && key->rotation->period == period) co_return Nothing{};
  changed.rotation = kms::Rotation{.period = period, .next = context.now + period};
  SR_CO_CHECK(co_await commit(
      context, std::move(context.services.keys.change().replace_shared(
                   *key, changed, context.services.keys.view().in_other_regions(*key)))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
