#pragma once

#include "base/clock.h"

#include <optional>
#include <string>
#include <string_view>

namespace strongroom::sigv4 {

/// `yyyymmddThhmmssZ` and nothing else (sigv4 contract 5.1).
std::optional<Timestamp> parse_basic_date(std::string_view text);

/// The Date header's form: `Thu, 15 Jan 2026 12:00:00 GMT`.
std::optional<Timestamp> parse_http_date(std::string_view text);

/// `yyyymmddThhmmssZ`, fractions cut off.
std::string basic_date(Timestamp at);

}  // namespace strongroom::sigv4
