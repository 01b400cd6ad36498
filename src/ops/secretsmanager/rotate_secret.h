#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

// The patterns of the service model: `[0-9]+h`, and the characters of a schedule expression.
bool is_duration(std::string_view text);
bool is_schedule_text(std::string_view text);

struct RotationRules {
  std::optional<std::int64_t> automatically_after_days;
  std::optional<std::string_view> duration;
  std::optional<std::string_view> schedule_expression;
};
inline constexpr auto kRotationRules = wire::shape<RotationRules>(
    wire::optional<&RotationRules::automatically_after_days>("AutomaticallyAfterDays",
                                                             wire::range(1, 1000)),
    wire::optional<&RotationRules::duration>("Duration", wire::length(2, 3),
                                             wire::pattern("[0-9]+h", &is_duration)),
    wire::optional<&RotationRules::schedule_expression>(
        "ScheduleExpression", wire::length(1, 256),
        wire::pattern(R"([0-9A-Za-z\(\)#\?\*\-\/, ]+)", &is_schedule_text)));

struct ExternalRotationItem {
  std::optional<std::string_view> key;
  std::optional<std::string_view> value;
};
inline constexpr auto kExternalRotationItem = wire::shape<ExternalRotationItem>(
    wire::optional<&ExternalRotationItem::key>("Key", wire::length(1, 256)),
    wire::optional<&ExternalRotationItem::value>("Value", wire::length(1, 2048)));

/// Checks a rotation's configuration. Rotation functions can't be invoked yet, so that a call that
/// names one is answered as AWS answers for a function out of its reach, and nothing is stored. Any
/// thread. Source: contract 5.10.
struct RotateSecret {
  static constexpr std::string_view kName = "RotateSecret";
  static constexpr auto kRecorded = Recorded::ChangeWithAnswer;

  struct Input {
    std::string_view secret_id;
    std::optional<std::string_view> client_request_token;
    std::optional<std::string_view> rotation_lambda_arn;
    std::optional<RotationRules> rotation_rules;
    std::span<const ExternalRotationItem> external_secret_rotation_metadata;
    std::optional<std::string_view> external_secret_rotation_role_arn;
    std::optional<bool> rotate_immediately;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      client_request_token_field<&Input::client_request_token>(),
      wire::optional<&Input::rotation_lambda_arn>("RotationLambdaARN", wire::length(0, 2048)),
      wire::optional<&Input::rotation_rules>("RotationRules", wire::of(kRotationRules)),
      wire::optional<&Input::external_secret_rotation_metadata>("ExternalSecretRotationMetadata",
                                                                wire::of(kExternalRotationItem)),
      wire::optional<&Input::external_secret_rotation_role_arn>("ExternalSecretRotationRoleArn",
                                                                wire::length(20, 2048)),
      wire::optional<&Input::rotate_immediately>("RotateImmediately"));

  struct Output {
    std::string arn;
    std::string_view name;
    std::string_view version_id;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"),
                          wire::member<&Output::version_id>("VersionId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
