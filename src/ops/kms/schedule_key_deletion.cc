#include "ops/kms/schedule_key_deletion.h"

#include "kms/key_changes.h"
#include "kms/key_state.h"
#include "ops/access.h"
#include "ops/kms/key_metadata.h"
#include "ops/kms/named_key.h"

#include <chrono>
#include <string>
#include <utility>

namespace strongroom::ops::kms_api {

Result<policy::AccessRequest> ScheduleKeyDeletion::access(OperationContext& context,
                                                          const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_named_key(context, input.key_id, {.name = "kms:ScheduleKeyDeletion"}, kOwnKey));
  add_condition(access, "kms:ScheduleKeyDeletionPendingWindowInDays",
                context.arena.copy(std::to_string(input.pending_window_in_days)));
  return access;
}

Task<Result<ScheduleKeyDeletion::Output>> ScheduleKeyDeletion::handle(OperationContext& context,
                                                                      const Input& input) {
  SR_CO_TRY(const kms::KeyPtr key, existing_key(context, input.key_id));
  SR_CO_CHECK(kms::check_state(*key, kms::StateRule::Manage));
  kms::Key changed = *key;
  const std::chrono::days window(input.pending_window_in_days);
  if (!key->replica() && !context.services.keys.view().in_other_regions(*key).empty()) {
    changed.state = kms::KeyState::PendingReplicaDeletion;
    changed.deletion_window = window;
  } else {
    kms::schedule_deletion(changed, window, context.now);
  }
  SR_CO_CHECK(
      co_await commit(context, std::move(context.services.keys.change().replace(*key, changed))));
  co_return Output{.key_id = key->arn,
                   .deletion_date = changed.deletion,
                   .key_state = name_of(changed.state),
                   .pending_window_in_days = input.pending_window_in_days};
}

}  // namespace strongroom::ops::kms_api
