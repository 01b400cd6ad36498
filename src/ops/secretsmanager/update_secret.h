#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "ops/secretsmanager/fields.h"
#include "policy/access.h"
#include "wire/shape.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::ops::secretsmanager {

/// Changes description, key or type of a secret, and adds a version with AWSCURRENT when a value is
/// given. Any thread. Source: contract 5.3.
struct UpdateSecret {
  static constexpr std::string_view kName = "UpdateSecret";
  static constexpr auto kRecorded = Recorded::Change;

  struct Input {
    std::string_view secret_id;
    std::optional<std::string_view> client_request_token;
    std::optional<std::string_view> description;
    std::optional<std::string_view> kms_key_id;
    std::optional<ByteView> secret_binary;
    std::optional<std::string_view> secret_string;
    std::optional<std::string_view> type;
  };
  static constexpr auto kInput = wire::shape<Input>(
      secret_id_field<&Input::secret_id>(),
      client_request_token_field<&Input::client_request_token>(),
      description_field<&Input::description>(), kms_key_id_field<&Input::kms_key_id>(),
      secret_binary_field<&Input::secret_binary>(), secret_string_field<&Input::secret_string>(),
      type_field<&Input::type>());

  struct Output {
    std::string arn;
    std::string_view name;
    std::optional<std::string_view> version_id;  ///< Absent without a value.
  };
  static constexpr auto kOutput =
      wire::shape<Output>(wire::member<&Output::arn>("ARN"), wire::member<&Output::name>("Name"),
                          wire::member<&Output::version_id>("VersionId"));

  static Result<policy::AccessRequest> access(OperationContext& context, const Input& input);
  static Task<Result<Output>> handle(OperationContext& context, const Input& input);
};

}  // namespace strongroom::ops::secretsmanager
