#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "secrets/secret.h"

#include <vector>

namespace strongroom::secrets {

/// Keeps a secret at 100 versions when one was added (secrets-manager contract 3.1): removes
/// deprecated versions, the oldest first and none younger than 24 hours, until 100 are left, and
/// returns the keys of their values, to be erased in the same commit. LimitExceeded when more than
/// 100 would remain; nothing is changed then.
Result<std::vector<ValueKey>> remove_old_versions(Secret& secret, Timestamp now);

}  // namespace strongroom::secrets
