#include "ops/secretsmanager/rotate_secret.h"

#include "base/arn.h"
#include "ops/secretsmanager/client_request_token.h"
#include "ops/secretsmanager/secret_access.h"
#include "secrets/rotation_rules.h"
#include "secrets/staging_labels.h"

#include <fmt/format.h>

#include <algorithm>

namespace strongroom::ops::secretsmanager {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Result<void> check_rules(const std::optional<RotationRules>& rules) {
  if (!rules) return {};
  return secrets::check_rotation_rules(rules->automatically_after_days, rules->schedule_expression,
                                       rules->duration);
}

// A function of this Region; with a version or alias behind its name if wanted.
Result<void> check_function(const OperationContext& context, std::string_view function) {
  constexpr std::string_view kPrefix = "function:";
  const auto arn = parse_arn(function);
  if (arn && arn->service == "lambda" && arn->region == context.partition.region &&
      is_account_id(arn->account) && arn->resource.starts_with(kPrefix) &&
      arn->resource.size() > kPrefix.size()) {
    return {};
  }
  return failure(ErrorCode::InvalidParameter,
                 fmt::format("Invalid rotation Lambda ARN. Ensure the ARN matches format "
                             "arn:{}:lambda:{}:{}:function:<functionName>.",
                             partition_of_region(context.partition.region),
                             context.partition.region, context.partition.account));
}

Result<void> check_no_rotation_pending(const secrets::Secret& secret) {
  const secrets::Version* pending = secret.version_with(secrets::kPending);
  if (pending == nullptr || pending->labels.contains(secrets::kCurrent)) return {};
  return failure(ErrorCode::InvalidRequest,
                 "A previous rotation isn't complete. That rotation will be reattempted.");
}

}  // namespace

bool is_duration(std::string_view text) {
  return text.size() >= 2 && text.ends_with('h') &&
         std::ranges::all_of(text.substr(0, text.size() - 1), is_digit);
}

bool is_schedule_text(std::string_view text) {
  constexpr std::string_view kPunctuation = "()#?*-/, ";
  return std::ranges::all_of(text, [&](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kPunctuation.contains(c);
  });
}

Result<policy::AccessRequest> RotateSecret::access(OperationContext& context, const Input& input) {
  SR_TRY(policy::AccessRequest access,
         access_to_secret(context, "secretsmanager:RotateSecret", input.secret_id));
  if (input.rotation_rules) add_condition(access, "secretsmanager:ModifyRotationRules", true);
  add_condition(access, "secretsmanager:RotateImmediately",
                input.rotate_immediately.value_or(true));
  add_condition(access, "secretsmanager:RotationLambdaARN", input.rotation_lambda_arn);
  add_condition(access, "secretsmanager:ExternalSecretRotationRoleArn",
                input.external_secret_rotation_role_arn);
  return access;
}

Task<Result<RotateSecret::Output>> RotateSecret::handle(OperationContext& context,
                                                        const Input& input) {
  SR_CO_CHECK(require_token(input.client_request_token, ErrorCode::InvalidParameter));
  SR_CO_CHECK(check_rules(input.rotation_rules));
  const std::string_view function = input.rotation_lambda_arn.value_or("");
  if (!function.empty()) SR_CO_CHECK(check_function(context, function));
  SR_CO_TRY(const secrets::SecretPtr secret, active_secret(context));
  if (function.empty()) {
    co_return failure(ErrorCode::InvalidRequest,
                      "No Lambda rotation function ARN is associated with this secret.");
  }
  SR_CO_CHECK(check_no_rotation_pending(*secret));
  co_return failure(ErrorCode::AccessDenied,
                    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the "
                    "function policy grants access to the principal "
                    "secretsmanager.amazonaws.com.");
}

}  // namespace strongroom::ops::secretsmanager
