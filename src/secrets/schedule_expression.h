#pragma once

#include "base/result.h"

#include <bitset>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace strongroom::secrets {

/// `rate(N hours)` or `rate(N days)`.
struct Rate {
  enum class Unit : std::uint8_t { Hour, Day };
  unsigned count = 0;  ///< 4 to 23 hours, 1 to 999 days.
  Unit unit = Unit::Day;
};

/// `cron(0 HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK *)`, UTC: at which hours of which days. Immutable
/// once parsed.
struct Cron {
  std::bitset<24> hours;
  std::bitset<13> months;               ///< 1 to 12
  std::bitset<32> days_of_month;        ///< 1 to 31; none when the day of the week decides.
  bool last_day_of_month = false;       ///< `L`
  std::bitset<7> days_of_week;          ///< Sunday is 0; none when the day of the month decides.
  std::bitset<7> last_days_of_week;     ///< `FRIL`: the last Friday of the month.
  std::bitset<7 * 5> nth_days_of_week;  ///< `SUN#1`: at weekday + 7 * (n - 1).

  bool fires_on(std::chrono::year_month_day day) const;
};

using Schedule = std::variant<Rate, Cron>;

/// Parses the schedule language of RotationRules (rotation contract 5.2). No two times may be less
/// than 4 hours apart, and there must be one at all. Errors: InvalidParameter with AWS's text.
/// Anything may be given.
Result<Schedule> parse_schedule(std::string_view expression);

}  // namespace strongroom::secrets
