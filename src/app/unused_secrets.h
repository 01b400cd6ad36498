#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "secrets/secret_repository.h"

#include <chrono>
#include <string>
#include <string_view>

namespace strongroom::app {

/// `90d`: a number of days, 1 or more. InvalidInput.
Result<std::chrono::days> parse_days(std::string_view text);

/// The secrets of all accounts and Regions that exist and were not read for so long, a line each:
/// the ARN and the day of the last read. At most kMostUnused lines; the last one says how many are
/// left out.
inline constexpr std::size_t kMostUnused = 10'000;
std::string unused_secrets(secrets::SecretRepository& secrets, std::chrono::days unused_for,
                           Timestamp now);

}  // namespace strongroom::app
