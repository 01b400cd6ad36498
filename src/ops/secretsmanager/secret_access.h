#pragma once

#include "base/result.h"
#include "ops/context.h"
#include "policy/access.h"
#include "secrets/secret_repository.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// From a SecretId to the secret and to what must be allowed; shared by all operations.
namespace strongroom::ops::secretsmanager {

/// For operations without a resource.
policy::AccessRequest access_to_all(const OperationContext& context, std::string_view action);

/// `secret` may be null: the resource is then the id as it was sent. Carries the condition keys
/// that describe the secret (contract 9.1).
policy::AccessRequest access_to(const OperationContext& context, std::string_view action,
                                const secrets::Secret* secret, std::string_view secret_id);

/// Resolves `secret_id` into `context.secret`; Validation when it can't be the id of a secret.
Result<policy::AccessRequest> access_to_secret(OperationContext& context, std::string_view action,
                                               std::string_view secret_id);

// Condition keys of the request; nothing is added when the request does not carry the value. Keys
// and values live as long as the request.
void add_condition(policy::AccessRequest& access, std::string_view key,
                   std::optional<std::string_view> value);
void add_condition(policy::AccessRequest& access, std::string_view key, std::optional<bool> value);
/// Adds `key` with `count` values, to be filled in by the caller; `list` as in ConditionKey.
std::span<std::string_view> condition_values(policy::AccessRequest& access, std::string_view key,
                                             std::size_t count, bool list);

/// The secret that the decision was about, in whichever state. ResourceNotFound: there is none.
Result<secrets::SecretPtr> existing_secret(const OperationContext& context);
/// The same; InvalidRequest when it is scheduled for deletion (contract 4).
Result<secrets::SecretPtr> active_secret(const OperationContext& context);
Result<void> require_active(const secrets::Secret& secret);

/// The error for any SecretId that names nothing.
Error secret_not_found();

/// The start of a change of `secret` at the moment of the call.
secrets::SecretChange change_of(const OperationContext& context, secrets::SecretPtr secret);

}  // namespace strongroom::ops::secretsmanager
