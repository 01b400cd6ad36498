#include "ops/secretsmanager/delete_secret.h"

#include "ops/secretsmanager/arn_suffix.h"
#include "ops/secretsmanager/further_events.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/secret_id.h"

#include <chrono>
#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

constexpr std::int64_t kDefaultWindow = 30;  // days

Result<void> check_window(const DeleteSecret::Input& input) {
  if (!input.recovery_window_in_days) return {};
  if (*input.recovery_window_in_days < 7 || *input.recovery_window_in_days > 30) {
    return failure(ErrorCode::InvalidParameter,
                   "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  }
  if (input.force_delete_without_recovery == true) {
    return failure(
        ErrorCode::InvalidParameter,
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  }
  return {};
}

// Forced deletion succeeds for a secret that is not there; its ARN ends as one of a real secret
// does.
Result<DeleteSecret::Output> answer_absent(const OperationContext& context,
                                           const DeleteSecret::Input& input) {
  SR_TRY(const secrets::SecretId id, secrets::parse_secret_id(input.secret_id));
  const std::string suffix = id.suffix.empty() ? random_arn_suffix() : std::string(id.suffix);
  return DeleteSecret::Output{.arn = secrets::secret_arn(context.partition, id.name, suffix),
                              .name = std::string(id.name),
                              .deletion_date = context.now};
}

Task<Result<DeleteSecret::Output>> purge(OperationContext& context, secrets::SecretPtr secret) {
  DeleteSecret::Output output{
      .arn = secret->arn(), .name = secret->name, .deletion_date = context.now};
  context.resource_arn = context.arena.copy(output.arn);
  note_version_events(context, *secret, "StartSecretVersionDelete");
  note_version_events(context, *secret, "EndSecretVersionDelete");
  SR_CO_TRY(const store::Revision revision,
            co_await context.services.secrets.purge(std::move(secret), context.audit_note()));
  context.committed.push_back(revision);
  co_return output;
}

}  // namespace

Result<policy::AccessRequest> DeleteSecret::access(OperationContext& context,
                                                   const DeleteSecret::Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:DeleteSecret", input.secret_id));
  add_condition(access, "secretsmanager:ForceDeleteWithoutRecovery",
                input.force_delete_without_recovery);
  if (input.recovery_window_in_days) {
    add_condition(access, "secretsmanager:RecoveryWindowInDays",
                  context.arena.copy(std::to_string(*input.recovery_window_in_days)));
  }
  return access;
}

Task<Result<DeleteSecret::Output>> DeleteSecret::handle(OperationContext& context,
                                                        const DeleteSecret::Input& input) {
  SR_CO_CHECK(check_window(input));
  if (input.force_delete_without_recovery == true) {
    if (context.secret == nullptr) co_return answer_absent(context, input);
    co_return co_await purge(context, context.secret);
  }
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  secrets::SecretChange change = change_of(context, std::move(secret));
  const Timestamp end =
      context.now + std::chrono::days(input.recovery_window_in_days.value_or(kDefaultWindow));
  change.changed.deletion = end;
  SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return DeleteSecret::Output{
      .arn = context.secret->arn(), .name = context.secret->name, .deletion_date = end};
}

}  // namespace strongroom::ops::secretsmanager
