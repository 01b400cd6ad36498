#include "ops/secretsmanager/secret_access.h"

#include "secrets/secret_id.h"

#include <utility>

namespace strongroom::ops::secretsmanager {

policy::AccessRequest access_to(const OperationContext& context, std::string_view action,
                                const secrets::Secret* secret, std::string_view secret_id) {
  policy::AccessRequest access = access_to_all(context, action);
  if (secret == nullptr) {
    access.resource = secret_id;
    // Also of what doesn't exist there, another account decides.
    const auto id = secrets::parse_secret_id(secret_id);
    if (id && !id->account.empty()) access.resource_account = id->account;
    return access;
  }
  access.resource = secret->arn(context.arena);
  access.resource_account = secret->partition.account;
  add_condition(access, "secretsmanager:SecretId", access.resource);
  const secrets::Secret::Extras& extras = secret->extras();
  if (!extras.type.empty()) add_condition(access, "secretsmanager:resource/Type", extras.type);
  access.resource_tags = extras.tags;
  if (extras.resource_policy) access.resource_policy = &extras.resource_policy->compiled();
  return access;
}

Result<policy::AccessRequest> access_to_secret(OperationContext& context, std::string_view action,
                                               std::string_view secret_id) {
  SR_TRY(context.secret, context.services.secrets.find(context.partition, secret_id));
  return access_to(context, action, context.secret.get(), secret_id);
}

Error secret_not_found() {
  return {ErrorCode::ResourceNotFound, "Secrets Manager can't find the specified secret."};
}

Result<secrets::SecretPtr> existing_secret(const OperationContext& context) {
  if (context.secret == nullptr) return std::unexpected(secret_not_found());
  return context.secret;
}

Result<void> require_active(const secrets::Secret& secret) {
  if (!secret.scheduled_for_deletion()) return {};
  return failure(
      ErrorCode::InvalidRequest,
      "You can't perform this operation on the secret because it was marked for deletion.");
}

Result<void> require_shared_key(const OperationContext& context, const secrets::Secret& secret,
                                bool default_key) {
  if (!default_key || context.caller.account == secret.partition.account) return {};
  return failure(ErrorCode::InvalidRequest,
                 "You can't access a secret from a different AWS account if you encrypt the secret "
                 "with the default KMS service key.");
}

Result<secrets::SecretPtr> active_secret(const OperationContext& context) {
  SR_TRY(secrets::SecretPtr secret, existing_secret(context));
  SR_CHECK(require_active(*secret));
  return secret;
}

secrets::SecretChange change_of(const OperationContext& context, secrets::SecretPtr secret) {
  secrets::SecretChange change;
  change.changed = *secret;
  change.changed.changed = context.now;
  change.seen = std::move(secret);
  return change;
}

}  // namespace strongroom::ops::secretsmanager
