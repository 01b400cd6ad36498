#include "ops/secretsmanager/create_secret.h"

#include "ops/secretsmanager/arn_suffix.h"
#include "ops/secretsmanager/client_request_token.h"
#include "ops/secretsmanager/encryption_key.h"
#include "ops/secretsmanager/new_version.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/secret_id.h"
#include "secrets/staging_labels.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

policy::AccessRequest access_for(const OperationContext& context, std::string_view action,
                                 const CreateSecret::Input& input) {
  // Decided on the ARN that it will have; a refusal names what the caller knows.
  policy::AccessRequest access = access_to_all(context, action);
  access.resource =
      secrets::secret_arn(context.partition, input.name, context.arn_suffix, context.arena);
  access.shown_resource = input.name;
  add_condition(access, "secretsmanager:Name", input.name);
  add_condition(access, "secretsmanager:Description", input.description);
  add_key_conditions(context, access, input.kms_key_id);
  add_region_condition(access, input.add_replica_regions);
  add_condition(access, "secretsmanager:ForceOverwriteReplicaSecret",
                input.force_overwrite_replica_secret);
  add_condition(access, "secretsmanager:Type", input.type);
  add_tag_conditions(access, input.tags, context.arena);
  return access;
}

// Contract 9.2: what creation does besides needs to be allowed too.
Result<void> require_additional(OperationContext& context, const CreateSecret::Input& input) {
  if (!input.tags.empty()) {
    SR_CHECK(context.authorizer.require(access_for(context, "secretsmanager:TagResource", input)));
  }
  if (!input.add_replica_regions.empty()) {
    SR_CHECK(context.authorizer.require(
        access_for(context, "secretsmanager:ReplicateSecretToRegions", input)));
  }
  return {};
}

Result<secrets::SecretChange> new_secret(const OperationContext& context,
                                         const CreateSecret::Input& input) {
  secrets::SecretChange change;
  secrets::Secret& secret = change.changed;
  secret.partition = context.partition;
  secret.name = input.name;
  std::ranges::copy(context.arn_suffix, secret.suffix.begin());
  secret.created = secret.changed = context.now;
  SR_TRY(std::string kms_key_id,
         chosen_key_id(context, context.partition, input.kms_key_id.value_or("")));
  if (input.description || input.type || !kms_key_id.empty()) {
    secrets::Secret::Extras& extras = secret.edit_extras();
    extras.description = input.description.value_or("");
    extras.type = input.type.value_or("");
    extras.kms_key_id = std::move(kms_key_id);
  }
  SR_CHECK(put_tags(secret, input.tags));
  return change;
}

// The name is taken: right for a request that is sent again, else the error that fits.
Task<Result<CreateSecret::Output>> answer_existing(OperationContext& context,
                                                   const CreateSecret::Input& input,
                                                   std::string_view token,
                                                   std::optional<secrets::SecretValue> value) {
  const secrets::Secret& secret = *context.secret;
  if (secret.scheduled_for_deletion()) {
    co_return failure(ErrorCode::InvalidRequest,
                      "You can't create this secret because a secret with this name is already "
                      "scheduled for deletion.");
  }
  const secrets::Version* version = secret.find_version(token);
  if (version == nullptr || !version->value || !value) {
    co_return failure(ErrorCode::ResourceExists, "The operation failed because the secret " +
                                                     std::string(input.name) + " already exists.");
  }
  SR_CO_TRY(const bool same, co_await holds_value(context, secret, *version, *value));
  if (!same) co_return std::unexpected(token_in_use(token, secret.arn()));
  co_return CreateSecret::Output{
      .arn = secret.arn(), .name = secret.name, .version_id = version->id};
}

}  // namespace

Result<policy::AccessRequest> CreateSecret::access(OperationContext& context,
                                                   const CreateSecret::Input& input) {
  SR_CHECK(secrets::check_secret_name(input.name));
  context.secret = context.services.secrets.catalog().find(context.partition, input.name);
  context.arn_suffix = context.secret ? std::string_view(context.secret->suffix.data(), 6)
                                      : context.arena.copy(random_arn_suffix());
  return access_for(context, "secretsmanager:CreateSecret", input);
}

Task<Result<CreateSecret::Output>> CreateSecret::handle(OperationContext& context,
                                                        const CreateSecret::Input& input) {
  SR_CO_CHECK(require_additional(context, input));
  SR_CO_TRY(const std::string_view token, require_token(input.client_request_token));
  SR_CO_TRY(const std::optional<secrets::SecretValue> value,
            given_value(input.secret_string, input.secret_binary));
  SR_CO_CHECK(check_replica_regions(input.add_replica_regions));
  if (context.secret != nullptr) {
    co_return co_await answer_existing(context, input, token, value);
  }
  SR_CO_TRY(secrets::SecretChange change, new_secret(context, input));
  if (input.kms_key_id) {
    SR_CO_CHECK(co_await check_chosen_key(context, change.changed, *input.kms_key_id));
  }
  if (value) {
    constexpr std::array kLabels = {secrets::kCurrent};
    SR_CO_CHECK(
        co_await add_version(context, change, {.id = token, .value = *value, .labels = kLabels}));
  }
  CreateSecret::Output output{.arn = change.changed.arn(),
                              .name = input.name,
                              .version_id = value ? std::optional(token) : std::nullopt};
  SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return output;
}

}  // namespace strongroom::ops::secretsmanager
