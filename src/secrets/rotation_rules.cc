#include "secrets/rotation_rules.h"

#include "secrets/schedule_expression.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <variant>

namespace strongroom::secrets {
namespace {

constexpr unsigned kHoursADay = 24;

std::unexpected<Error> invalid(std::string_view text) {
  return failure(ErrorCode::InvalidParameter, std::string(text));
}

/// `3h`
Result<unsigned> parse_duration(std::string_view text) {
  unsigned hours = 0;
  const char* const unit = text.data() + text.size() - (text.empty() ? 0 : 1);
  const auto parsed = std::from_chars(text.data(), unit, hours);
  const bool sound = parsed.ec == std::errc() && parsed.ptr == unit && text.ends_with('h');
  if (!sound || hours < 1 || hours > kHoursADay) {
    return invalid("Duration must be at least 1 hour, at most 24 hour.");
  }
  return hours;
}

Result<void> check_fits(unsigned duration, const Rate& rate) {
  if (rate.unit == Rate::Unit::Hour && duration > rate.count) {
    return invalid("Duration cannot be greater than Rate in hour.");
  }
  return {};
}

/// A window ends before the next one starts, and on the day on which it started.
Result<void> check_fits(unsigned duration, const Cron& cron) {
  unsigned last_start = kHoursADay;
  for (unsigned hour = 0; hour < kHoursADay; ++hour) {
    if (!cron.hours.test(hour)) continue;
    if (last_start != kHoursADay && last_start + duration > hour) {
      return invalid("Duration cannot be greater than Rate in hour.");
    }
    last_start = hour;
  }
  if (last_start + duration > kHoursADay) {
    return invalid("Starting hour and duration must be within a day.");
  }
  return {};
}

}  // namespace

Result<void> check_rotation_rules(std::optional<std::int64_t> automatically_after_days,
                                  std::optional<std::string_view> schedule_expression,
                                  std::optional<std::string_view> duration) {
  if (automatically_after_days && schedule_expression) {
    return invalid("You cannot specify both rotation frequency and schedule expression together.");
  }
  std::optional<Schedule> schedule;
  if (schedule_expression) {
    SR_TRY(schedule, parse_schedule(*schedule_expression));
  }
  if (!duration) return {};
  SR_TRY(const unsigned hours, parse_duration(*duration));
  if (!schedule) return {};
  return std::visit([hours](const auto& one) { return check_fits(hours, one); }, *schedule);
}

}  // namespace strongroom::secrets
