#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// Letters, digits and dashes.
bool is_rotation_token(std::string_view text);

/// A new version with the labels of the request, else AWSCURRENT. Sending the same request again
/// gives the same answer. Any thread. Source: contract 5.2 and 3.2.
struct PutSecretValue {
  static constexpr std::string_view kName = "PutSecretValue";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view secret_id;
    std::optional<std::string_view> client_request_token;
    std::optional<ByteView> secret_binary;
    std::optional<std::string_view> secret_string;
    std::optional<std::span<const std::string_view>> version_stages;
    std::optional<std::string_view> rotation_token;  ///< Accepted and not looked at.
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      client_request_token_field<&Input::client_request_token>(),
      secret_binary_field<&Input::secret_binary>(), secret_string_field<&Input::secret_string>(),
      wire::optional<&Input::version_stages>("VersionStages", wire::size(1, 20),
                                             wire::each(wire::length(1, 256))),
      wire::optional<&Input::rotation_token>(
          "RotationToken", wire::masked(), wire::length(36, 256),
          wire::pattern(R"(^[a-zA-Z0-9\-]+$)", &is_rotation_token)));

  struct Output {
    std::string arn;
    std::string_view name;
    std::string_view version_id;
    std::vector<std::string_view> version_stages;
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"),
                          wire::member<&Output::version_id>("VersionId"),
                          wire::member<&Output::version_stages>("VersionStages"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
