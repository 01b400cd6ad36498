#include "ops/secretsmanager/update_secret.h"

#include "ops/key_access.h"
#include "ops/secretsmanager/client_request_token.h"
#include "ops/secretsmanager/encryption_key.h"
#include "ops/secretsmanager/new_version.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/staging_labels.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

// True when something of the description was given.
Result<bool> change_description(const OperationContext& context, const UpdateSecret::Input& input,
                                secrets::Secret& secret) {
  if (!input.description && !input.kms_key_id && !input.type) return false;
  secrets::Secret::Extras& extras = secret.edit_extras();
  if (input.description) extras.description = *input.description;
  if (input.kms_key_id) {
    SR_TRY(extras.kms_key_id, chosen_key_id(context, secret.partition, *input.kms_key_id));
  }
  if (input.type) extras.type = *input.type;
  return true;
}

bool has_reserved_label(const secrets::Version& version) {
  return std::ranges::any_of(
      std::array{secrets::kCurrent, secrets::kPending, secrets::kPrevious},
      [&](std::string_view label) { return version.labels.contains(label); });
}

// Contract 7.3: the versions in use are put under the new key as well, if the caller may encrypt
// with it.
Task<Result<void>> use_new_key(OperationContext& context, std::string_view kms_key_id,
                               secrets::SecretChange& change) {
  SR_CO_CHECK(co_await check_chosen_key(context, change.changed, kms_key_id));
  SR_CO_TRY(const kms::KeyPtr key,
            co_await encryption_key(context, change.changed.partition, kms_key_id));
  const CallerKeyGuard guard(context);
  for (const secrets::Version& version : change.seen->versions) {
    if (!version.value || !has_reserved_label(version)) continue;
    auto added =
        co_await context.services.secrets.add_key(change, version.id, *key, context.arena, guard);
    if (added) continue;
    if (added.error().code() == ErrorCode::AccessDenied) break;
    co_return std::unexpected(decryption_error(context, std::move(added).error()));
  }
  co_return {};
}

}  // namespace

Result<policy::AccessRequest> UpdateSecret::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:UpdateSecret", input.secret_id));
  add_condition(access, "secretsmanager:Description", input.description);
  add_key_conditions(context, access, input.kms_key_id);
  add_condition(access, "secretsmanager:Type", input.type);
  return access;
}

Task<Result<UpdateSecret::Output>> UpdateSecret::handle(OperationContext& context,
                                                        const Input& input) {
  SR_CO_TRY(const std::string_view token, require_token(input.client_request_token));
  SR_CO_TRY(const std::optional<secrets::SecretValue> value,
            given_value(input.secret_string, input.secret_binary));
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  secrets::SecretChange change = change_of(context, std::move(secret));
  SR_CO_TRY(bool changed, change_description(context, input, change.changed));
  if (input.kms_key_id) SR_CO_CHECK(co_await use_new_key(context, *input.kms_key_id, change));
  if (value) {
    constexpr std::array kLabels = {secrets::kCurrent};
    SR_CO_TRY(
        const bool added,
        co_await add_version(context, change, {.id = token, .value = *value, .labels = kLabels}));
    changed = changed || added;
  }
  if (changed) SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return Output{.arn = context.secret->arn(),
                   .name = context.secret->name,
                   .version_id = value ? std::optional(token) : std::nullopt};
}

}  // namespace strongroom::ops::secretsmanager
