#include "ops/kms/cancel_key_deletion.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/kms/named_key.h"

#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> CancelKeyDeletion::access(OperationContext& context,
                                                        const Input& input) {
  return access_to_named_key(context, input.key_id, {.name = "kms:CancelKeyDeletion"}, kOwnKey);
}

Task<Result<CancelKeyDeletion::Output>> CancelKeyDeletion::handle(OperationContext& context,
                                                                  const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::CancelDeletion));

  kms::Key changed = *key;
  changed.state = key->complete() ? kms::KeyState::Disabled : kms::KeyState::PendingImport;
  changed.deletion.reset();
  changed.deletion_window = {};
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Output{.key_id = key->arn};
}

}  // namespace strongroom::ops::kms_api
