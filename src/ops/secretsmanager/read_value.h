#pragma once

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "secrets/secret.h"
#include "wire/shape.h"

#include <optional>
#include <string_view>
#include <vector>

namespace strongroom::ops::secretsmanager {

/// One version with its value, as GetSecretValue and BatchGetSecretValue show it. The value lives
/// in the request's arena.
struct ReadValue {
  std::string_view arn;
  std::string_view name;
  std::string_view version_id;
  std::optional<ByteView> secret_binary;
  std::optional<std::string_view> secret_string;
  std::optional<std::vector<std::string_view>>
      version_stages;  ///< Absent for a deprecated version.
  Timestamp created_date;

  secrets::SecretPtr secret;  ///< Keeps alive what is viewed.
};
inline constexpr auto kReadValue = wire::shape<ReadValue>(
    wire::member<&ReadValue::arn>("ARN"), wire::member<&ReadValue::name>("Name"),
    wire::member<&ReadValue::version_id>("VersionId"),
    wire::member<&ReadValue::secret_binary>("SecretBinary", wire::sensitive()),
    wire::member<&ReadValue::secret_string>("SecretString", wire::sensitive()),
    wire::member<&ReadValue::version_stages>("VersionStages"),
    wire::member<&ReadValue::created_date>("CreatedDate"));

/// The version that a request means: by id, by label, both, or AWSCURRENT; it has a value.
/// ResourceNotFound, or InvalidRequest when id and label do not belong together (contract 5.4).
Result<const secrets::Version*> select_version(const secrets::Secret& secret,
                                               std::optional<std::string_view> version_id,
                                               std::optional<std::string_view> version_stage);

/// Opens the value, notes the day of access and counts the read. DecryptionFailure: see
/// SecretRepository::open_value.
Task<Result<ReadValue>> read_value(OperationContext& context, secrets::SecretPtr secret,
                                   const secrets::Version& version);

}  // namespace strongroom::ops::secretsmanager
