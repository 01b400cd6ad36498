#include "ops/kms/update_key_description.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> UpdateKeyDescription::access(OperationContext& context,
                                                           const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:UpdateKeyDescription"}, kOwnKey);
}

Task<Result<Nothing>> UpdateKeyDescription::handle(OperationContext& context, const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));

  kms::Key changed = *key;
  changed.description = input.description;
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Nothing{};
}

}  // namespace strongroom::ops::kms_api
