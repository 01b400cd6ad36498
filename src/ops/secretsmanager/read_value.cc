#include "ops/secretsmanager/read_value.h"

#include "ops/key_access.h"
#include "ops/secretsmanager/encryption_key.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/staging_labels.h"

#include <fmt/format.h>

#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

std::unexpected<Error> value_not_found(std::string_view by, std::string_view what) {
  return failure(
      ErrorCode::ResourceNotFound,
      fmt::format("Secrets Manager can't find the specified secret value for {}: {}", by, what));
}

/// Sessions come and go: who is counted is the role or user behind them.
std::string_view counted_principal(const policy::Caller& caller) {
  return caller.parent_arn.empty() ? caller.arn : caller.parent_arn;
}

}  // namespace

Result<const secrets::Version*> select_version(const secrets::Secret& secret,
                                               std::optional<std::string_view> version_id,
                                               std::optional<std::string_view> version_stage) {
  if (!version_id) {
    const std::string_view label = version_stage.value_or(secrets::kCurrent);
    const secrets::Version* version = secret.version_with(label);
    if (version == nullptr || !version->value) return value_not_found("staging label", label);
    return version;
  }
  const secrets::Version* version = secret.find_version(*version_id);
  if (version == nullptr) return value_not_found("VersionId", *version_id);
  if (version_stage && !version->labels.contains(*version_stage)) {
    return failure(ErrorCode::InvalidRequest,
                   "You provided a VersionStage that is not associated to the provided VersionId.");
  }
  if (!version->value) return value_not_found("VersionId", *version_id);
  return version;
}

Task<Result<ReadValue>> read_value(OperationContext& context, secrets::SecretPtr secret,
                                   const secrets::Version& version) {
  SR_CO_CHECK(require_shared_key(context, *secret, version.kms_key_ids.empty()));
  const CallerKeyGuard guard(context);
  auto value = co_await context.services.secrets.open_value(*secret, version, context.arena, guard);
  if (!value) co_return std::unexpected(decryption_error(context, std::move(value).error()));
  const secrets::Day today = secrets::day_of(context.now);
  context.services.secrets.access_dates().note(*secret, version, today);
  context.services.secrets.recent_reads().note(*secret, counted_principal(context.caller), today);
  ReadValue read{.arn = secret->arn(context.arena),
                 .name = secret->name,
                 .version_id = version.id,
                 .secret_binary = std::nullopt,
                 .secret_string = std::nullopt,
                 .version_stages = std::nullopt,
                 .created_date = version.created,
                 .secret = std::move(secret)};
  if (value->kind == secrets::ValueKind::Binary) {
    read.secret_binary = value->bytes;
  } else {
    read.secret_string = text_of(value->bytes);
  }
  if (!version.deprecated()) read.version_stages = version.labels.list();
  co_return read;
}

}  // namespace strongroom::ops::secretsmanager
