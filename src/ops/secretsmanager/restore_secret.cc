#include "ops/secretsmanager/restore_secret.h"

#include "ops/secretsmanager/further_events.h"
#include "ops/secretsmanager/secret_access.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

Result<policy::AccessRequest> RestoreSecret::access(OperationContext& context, const Input& input) {
  return access_to_secret(context, "secretsmanager:RestoreSecret", input.secret_id);
}

Task<Result<ArnAndName>> RestoreSecret::handle(OperationContext& context, const Input&) {
  SR_CO_TRY(secrets::SecretPtr secret, existing_secret(context));
  if (!secret->scheduled_for_deletion()) co_return arn_and_name(context);
  secrets::SecretChange change = change_of(context, std::move(secret));
  change.changed.deletion.reset();
  note_version_events(context, change.changed, "CancelSecretVersionDelete");
  co_return co_await commit_and_name(context, std::move(change));
}

}  // namespace strongroom::ops::secretsmanager
