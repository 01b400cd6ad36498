#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/task.h"
#include "ops/context.h"
#include "secrets/secret_repository.h"

#include <optional>
#include <span>
#include <string_view>

/// Adding a version to a secret, as CreateSecret, PutSecretValue and UpdateSecret do.
namespace strongroom::ops::secretsmanager {

/// The one value that a request carries; an empty one counts as none. InvalidParameter: two values.
Result<std::optional<secrets::SecretValue>> given_value(std::optional<std::string_view> string,
                                                        std::optional<ByteView> binary);

struct NewVersion {
  std::string_view id;  ///< The ClientRequestToken.
  secrets::SecretValue value;
  std::span<const std::string_view> labels;
};

/// Whether `version` holds this very value. Takes the same time for all values of one size.
Task<Result<bool>> holds_value(OperationContext& context, const secrets::Secret& secret,
                               const secrets::Version& version, secrets::SecretValue value);

/// Puts `added` into `change`: sealed, labelled, and with old versions removed. False, and nothing
/// changed, when the secret has that version with that value already. A placeholder of that id gets
/// the value. ResourceExists: the id is taken by another value. LimitExceeded: too many versions or
/// labels.
Task<Result<bool>> add_version(OperationContext& context, secrets::SecretChange& change,
                               NewVersion added);

}  // namespace strongroom::ops::secretsmanager
