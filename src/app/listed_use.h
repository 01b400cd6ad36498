#pragma once

#include "base/result.h"
#include "secrets/secret_repository.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace strongroom::app {

/// Who read which secret how often, a line for each day: day, reads, ARN of the secret, ARN of the
/// principal. Of the secrets of that name or ARN in all accounts and Regions; of all when it is
/// empty. As far as it is in the store: the last minute is missing. At most kMostUses lines; the
/// last one says when some are left out. Errors: the store's.
inline constexpr std::size_t kMostUses = 10'000;
Result<std::string> listed_use(secrets::SecretRepository& secrets, std::string_view name);

}  // namespace strongroom::app
