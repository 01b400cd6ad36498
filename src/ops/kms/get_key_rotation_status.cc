#include "ops/kms/get_key_rotation_status.h"

#include "ops/kms/named_key.h"
#include "ops/kms/rotation_form.h"

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> GetKeyRotationStatus::access(OperationContext& context,
                                                           const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:GetKeyRotationStatus"},
                             kSharedKey);
}

Task<Result<GetKeyRotationStatus::Output>> GetKeyRotationStatus::handle(OperationContext& context,
                                                                        const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(check_own_material(*key));
  Output output{.key_id = key->arn, .next_rotation_date = {}, .rotation_period_in_days = {}};
  if (key->rotation && !key->pending_deletion()) {
    output.key_rotation_enabled = true;
    output.next_rotation_date = key->rotation->next;
    output.rotation_period_in_days = key->rotation->period.count();
  }
  co_return output;
}

}  // namespace strongroom::ops::kms_api
