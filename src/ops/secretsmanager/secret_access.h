#pragma once

#include "base/result.h"
#include "ops/access.h"
#include "ops/context.h"
#include "policy/access.h"
#include "secrets/secret_repository.h"

#include <string>
#include <string_view>

/// From a SecretId to the secret and to what must be allowed; shared by all operations.
namespace strongroom::ops::secretsmanager {

/// `secret` may be null: the resource is then the id as it was sent. Carries the condition keys
/// that describe the secret (contract 9.1).
policy::AccessRequest access_to(const OperationContext& context, std::string_view action,
                                const secrets::Secret* secret, std::string_view secret_id);

/// Resolves `secret_id` into `context.secret`; Validation when it can't be the id of a secret.
Result<policy::AccessRequest> access_to_secret(OperationContext& context, std::string_view action,
                                               std::string_view secret_id);

/// The secret that the decision was about, in whichever state. ResourceNotFound: there is none.
Result<secrets::SecretPtr> existing_secret(const OperationContext& context);
/// The same; InvalidRequest when it is scheduled for deletion (contract 4).
Result<secrets::SecretPtr> active_secret(const OperationContext& context);
Result<void> require_active(const secrets::Secret& secret);

/// InvalidRequest: another account's caller can't use aws/secretsmanager (contract 5.4), under
/// which the value is or would be.
Result<void> require_shared_key(const OperationContext& context, const secrets::Secret& secret,
                                bool default_key);

/// The error for any SecretId that names nothing.
Error secret_not_found();

/// The start of a change of `secret` at the moment of the call.
secrets::SecretChange change_of(const OperationContext& context, secrets::SecretPtr secret);

}  // namespace strongroom::ops::secretsmanager
