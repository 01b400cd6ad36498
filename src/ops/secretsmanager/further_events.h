#pragma once

#include "ops/context.h"
#include "secrets/secret.h"

#include <string_view>

/// What calls of Secrets Manager leave in the audit beside their own records (cloudtrail contract
/// 4.1 and 5). Call them before the commit whose note is to hold them.
namespace strongroom::ops::secretsmanager {

/// One service event for each version: StartSecretVersionDelete, EndSecretVersionDelete,
/// CancelSecretVersionDelete.
void note_version_events(OperationContext& context, const secrets::Secret& secret,
                         std::string_view event_name);

/// One secret that BatchGetSecretValue returned, as if it had been asked for alone.
void note_value_read(OperationContext& context, const secrets::Secret& secret);

}  // namespace strongroom::ops::secretsmanager
