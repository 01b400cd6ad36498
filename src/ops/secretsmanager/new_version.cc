#include "ops/secretsmanager/new_version.h"

#include "crypto/random.h"
#include "ops/key_access.h"
#include "ops/secretsmanager/client_request_token.h"
#include "ops/secretsmanager/encryption_key.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/label_movement.h"
#include "secrets/version_limits.h"

#include <string>
#include <utility>
#include <vector>

namespace strongroom::ops::secretsmanager {

Result<std::optional<secrets::SecretValue>> given_value(std::optional<std::string_view> string,
                                                        std::optional<ByteView> binary) {
  const bool has_string = string && !string->empty();
  const bool has_binary = binary && !binary->empty();
  if (has_string && has_binary) {
    return failure(ErrorCode::InvalidParameter,
                   "The request had invalid params: You can't specify both a binary secret value "
                   "and a string secret value in the same secret.");
  }
  if (has_string) return secrets::SecretValue{secrets::ValueKind::String, bytes_of(*string)};
  if (has_binary) return secrets::SecretValue{secrets::ValueKind::Binary, *binary};
  return std::nullopt;
}

Task<Result<bool>> holds_value(OperationContext& context, const secrets::Secret& secret,
                               const secrets::Version& version, secrets::SecretValue value) {
  const CallerKeyGuard guard(context);
  auto held = co_await context.services.secrets.open_value(secret, version, context.arena, guard);
  if (!held) co_return std::unexpected(decryption_error(context, std::move(held).error()));
  co_return held->kind == value.kind&& crypto::equal_in_constant_time(held->bytes, value.bytes);
}

Task<Result<bool>> add_version(OperationContext& context, secrets::SecretChange& change,
                               NewVersion added) {
  secrets::Secret& secret = change.changed;
  SR_CO_CHECK(require_shared_key(context, secret, secret.extras().kms_key_id.empty()));
  secrets::Version* version = secret.find_version(added.id);
  if (version != nullptr && version->value) {
    SR_CO_TRY(const bool same, co_await holds_value(context, secret, *version, added.value));
    if (same) co_return false;
    co_return std::unexpected(token_in_use(added.id, secret.arn()));
  }
  if (version == nullptr) {
    version = &secret.versions.emplace_back();
    version->id = added.id;
    version->created = context.now;
  }
  SR_CO_TRY(const kms::KeyPtr key,
            co_await encryption_key(context, secret.partition, secret.extras().kms_key_id));
  auto sealed = context.services.secrets.add_value(change, added.id, added.value, *key,
                                                   context.arena, CallerKeyGuard(context));
  if (!sealed) co_return std::unexpected(encryption_error(context, std::move(sealed).error()));
  SR_CO_CHECK(secrets::attach_labels(secret, added.id, added.labels));
  SR_CO_TRY(const auto removed, secrets::remove_old_versions(secret, context.now));
  for (const secrets::ValueKey& gone : removed) {
    // One that was put under another key by this very change was never written.
    if (std::erase_if(change.values, [&](const auto& value) { return value.key == gone; }) == 0) {
      change.erased_values.push_back(gone);
    }
  }
  co_return true;
}

}  // namespace strongroom::ops::secretsmanager
