#include "ops/secretsmanager/batch_get_secret_value.h"

#include "ops/secretsmanager/further_events.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/list_query.h"
#include "wire/error_names.h"

#include <utility>

namespace strongroom::ops::secretsmanager {
namespace {

struct Wanted {
  secrets::SecretPtr secret;  ///< Null when there is none.
  std::string secret_id;      ///< As requested; the ARN when a filter found it.
};

Task<Result<ReadValue>> read(OperationContext& context, Wanted wanted) {
  SR_CO_CHECK(context.authorizer.require(
      access_to(context, "secretsmanager:GetSecretValue", wanted.secret.get(), wanted.secret_id)));
  if (wanted.secret == nullptr) co_return std::unexpected(secret_not_found());
  SR_CO_CHECK(require_active(*wanted.secret));
  SR_CO_TRY(const secrets::Version* version,
            select_version(*wanted.secret, std::nullopt, std::nullopt));
  co_return co_await read_value(context, std::move(wanted.secret), *version);
}

// What concerns one secret alone; anything else fails the whole call.
bool is_error_of_one_secret(ErrorCode code) {
  return code == ErrorCode::ResourceNotFound || code == ErrorCode::AccessDenied ||
         code == ErrorCode::InvalidRequest || code == ErrorCode::DecryptionFailure;
}

Task<Result<void>> add(OperationContext& context, Wanted wanted,
                       BatchGetSecretValue::Output& output) {
  std::string secret_id = wanted.secret_id;
  Result<ReadValue> value = co_await read(context, std::move(wanted));
  if (value) {
    note_value_read(context, *value->secret);
    output.secret_values.push_back(*std::move(value));
  } else if (is_error_of_one_secret(value.error().code())) {
    const auto name = wire::error_name(wire::Service::SecretsManager, value.error().code());
    output.errors.push_back({.secret_id = std::move(secret_id),
                             .error_code = name.name,
                             .message = value.error().message()});
  } else {
    co_return std::unexpected(std::move(value).error());
  }
  co_return {};
}

Result<void> check_selection(const BatchGetSecretValue::Input& input) {
  if (input.max_results && input.filters.empty()) {
    return failure(ErrorCode::InvalidParameter,
                   "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is "
                   "provided.");
  }
  if (input.secret_id_list.has_value() == !input.filters.empty()) {
    return failure(ErrorCode::InvalidParameter,
                   "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
  }
  return {};
}

Result<std::vector<Wanted>> wanted_by_id(const OperationContext& context,
                                         std::span<const std::string_view> ids) {
  std::vector<Wanted> wanted;
  for (const std::string_view id : ids) {
    SR_TRY(secrets::SecretPtr secret, context.services.secrets.find(context.partition, id));
    // Contract 9.3: not for secrets of other accounts.
    if (secret && secret->partition.account != context.partition.account) secret = nullptr;
    wanted.push_back({.secret = std::move(secret), .secret_id = std::string(id)});
  }
  return wanted;
}

Result<std::vector<Wanted>> wanted_by_filters(const OperationContext& context,
                                              const BatchGetSecretValue::Input& input,
                                              BatchGetSecretValue::Output& output) {
  SR_CHECK(context.authorizer.require(access_to_all(context, "secretsmanager:ListSecrets")));
  secrets::ListQuery query;
  SR_TRY(query.filters, list_filters(input.filters));
  query.max_results = static_cast<std::size_t>(input.max_results.value_or(20));
  query.operation = BatchGetSecretValue::kName;
  secrets::SecretRepository& repository = context.services.secrets;
  SR_TRY(secrets::ListPage page,
         secrets::list(repository.catalog(), repository.access_dates(),
                       context.services.page_tokens, context.partition, query, input.next_token));
  output.next_token = std::move(page.next_token);
  std::vector<Wanted> wanted;
  for (secrets::SecretPtr& secret : page.secrets) {
    std::string arn = secret->arn();
    wanted.push_back({.secret = std::move(secret), .secret_id = std::move(arn)});
  }
  return wanted;
}

}  // namespace

Result<policy::AccessRequest> BatchGetSecretValue::access(OperationContext& context,
                                                          const BatchGetSecretValue::Input&) {
  return access_to_all(context, "secretsmanager:BatchGetSecretValue");
}

Task<Result<BatchGetSecretValue::Output>> BatchGetSecretValue::handle(
    OperationContext& context, const BatchGetSecretValue::Input& input) {
  SR_CO_CHECK(check_selection(input));
  BatchGetSecretValue::Output output;
  SR_CO_TRY(std::vector<Wanted> all, input.secret_id_list
                                         ? wanted_by_id(context, *input.secret_id_list)
                                         : wanted_by_filters(context, input, output));
  for (Wanted& wanted : all) SR_CO_CHECK(co_await add(context, std::move(wanted), output));
  co_return output;
}

}  // namespace strongroom::ops::secretsmanager
