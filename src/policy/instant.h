#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace strongroom::policy {

/// A moment, to the nanosecond.
struct Instant {
  std::int64_t seconds = 0;      ///< Since 1970 in UTC; rounded down.
  std::int32_t nanoseconds = 0;  ///< 0 to 999,999,999

  friend auto operator<=>(const Instant&, const Instant&) = default;
};

/// A date of policy contract 4.1: ISO 8601 in W3C's forms, or seconds since 1970. Finer fractions
/// than a nanosecond are cut off.
std::optional<Instant> parse_instant(std::string_view text);

}  // namespace strongroom::policy
