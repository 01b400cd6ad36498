#include "ops/secretsmanager/put_secret_value.h"

#include "ops/secretsmanager/client_request_token.h"
#include "ops/secretsmanager/new_version.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/staging_labels.h"

#include <algorithm>
#include <array>
#include <utility>

namespace strongroom::ops::secretsmanager {

bool is_rotation_token(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Result<policy::AccessRequest> PutSecretValue::access(OperationContext& context,
                                                     const Input& input) {
  return access_to_secret(context, "secretsmanager:PutSecretValue", input.secret_id);
}

Task<Result<PutSecretValue::Output>> PutSecretValue::handle(OperationContext& context,
                                                            const Input& input) {
  SR_CO_TRY(const std::string_view token, require_token(input.client_request_token));
  SR_CO_TRY(const std::optional<secrets::SecretValue> value,
            given_value(input.secret_string, input.secret_binary));
  if (!value) {
    co_return failure(ErrorCode::InvalidRequest,
                      "You must provide either SecretString or SecretBinary.");
  }
  SR_CO_TRY(secrets::SecretPtr secret, active_secret(context));
  secrets::SecretChange change = change_of(context, std::move(secret));
  constexpr std::array kDefaultLabels = {secrets::kCurrent};
  SR_CO_TRY(
      const bool added,
      co_await add_version(
          context, change,
          {.id = token, .value = *value, .labels = input.version_stages.value_or(kDefaultLabels)}));
  Output output{.arn = context.secret->arn(),
                .name = context.secret->name,
                .version_id = token,
                .version_stages = {}};
  for (const std::string_view label : change.changed.find_version(token)->labels.list()) {
    output.version_stages.push_back(context.arena.copy(label));
  }
  if (added) SR_CO_CHECK(co_await commit(context, std::move(change)));
  co_return output;
}

}  // namespace strongroom::ops::secretsmanager
