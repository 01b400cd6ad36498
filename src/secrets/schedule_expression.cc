#include "secrets/schedule_expression.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <span>
#include <string>

namespace strongroom::secrets {
namespace {

constexpr std::size_t kMaxSize = 256;
constexpr unsigned kMinHoursApart = 4;
constexpr std::array<std::string_view, 12> kMonths{"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                                   "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::array<std::string_view, 7> kWeekdays{"SUN", "MON", "TUE", "WED",
                                                    "THU", "FRI", "SAT"};

std::unexpected<Error> refusal(std::string_view text) {
  return failure(ErrorCode::InvalidParameter, std::string(text));
}
std::unexpected<Error> invalid_expression() { return refusal("Invalid schedule expression."); }

/// Digits and nothing else. What is too large for the type counts as its largest value.
std::optional<unsigned> number(std::string_view text) {
  const bool digits =
      !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return std::nullopt;
  unsigned value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  return end.ec == std::errc() ? value : std::numeric_limits<unsigned>::max();
}

bool equal_ignoring_case(std::string_view text, std::string_view upper) {
  return std::ranges::equal(text, upper, {}, [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
}

/// What stands between `text`'s begin and the first `at`; the rest stays behind it.
std::string_view cut(std::string_view& text, char at) {
  const std::size_t found = text.find(at);
  const std::string_view front = text.substr(0, found);
  text.remove_prefix(found == std::string_view::npos ? text.size() : found + 1);
  return front;
}

/// The values that a field of cron may have.
struct Field {
  unsigned first = 0;
  unsigned last = 0;
  std::span<const std::string_view> names;  ///< Of `first` and what follows it.

  std::optional<unsigned> value(std::string_view text) const {
    const auto name =
        std::ranges::find_if(names, [&](auto n) { return equal_ignoring_case(text, n); });
    if (name != names.end()) return first + static_cast<unsigned>(name - names.begin());
    const auto value = number(text);
    return value && *value >= first && *value <= last ? value : std::nullopt;
  }
};
constexpr Field kHour{0, 23, {}};
constexpr Field kDayOfMonth{1, 31, {}};
constexpr Field kMonth{1, 12, kMonths};
constexpr Field kDayOfWeek{1, 7, kWeekdays};

/// `A`, `A-B`, `*`, `A/STEP`, `A-B/STEP`, `*/STEP` or `/STEP`.
bool add_item(const Field& field, std::string_view item, std::bitset<32>& values) {
  const bool stepped = item.contains('/');
  const std::string_view range = cut(item, '/');
  const auto step = stepped ? number(item) : 1;
  if (!step || *step == 0) return false;

  unsigned from = field.first;
  unsigned to = field.last;
  if (range != "*" && !(range.empty() && stepped)) {
    std::string_view end = range;
    const auto first = field.value(cut(end, '-'));
    if (!first) return false;
    from = *first;
    if (range.contains('-')) {
      const auto last = field.value(end);
      if (!last || *last < from) return false;
      to = *last;
    } else if (!stepped) {
      to = from;
    }
  }
  for (unsigned at = from; at <= to; at += std::min(*step, 64U)) values.set(at);
  return true;
}

/// A list of items, parted by commas; `special` takes what only one kind of field knows.
template <class Special>
std::optional<std::bitset<32>> parse_list(const Field& field, std::string_view text,
                                          Special special) {
  std::bitset<32> values;
  if (text.empty() || text.ends_with(',')) return std::nullopt;
  while (!text.empty()) {
    const std::string_view item = cut(text, ',');
    if (!special(item) && !add_item(field, item, values)) return std::nullopt;
  }
  return values;
}
std::optional<std::bitset<32>> parse_list(const Field& field, std::string_view text) {
  return parse_list(field, text, [](std::string_view) { return false; });
}

bool parse_day_of_month(std::string_view text, Cron& cron) {
  const auto values = parse_list(kDayOfMonth, text, [&](std::string_view item) {
    if (item != "L") return false;
    cron.last_day_of_month = true;
    return true;
  });
  if (values) cron.days_of_month = *values;
  return values.has_value();
}

/// `SUN#1`, `1#1` or `SUNL`, `1L`; a lone `L` is Saturday, the last day of the week.
bool parse_special_weekday(std::string_view item, Cron& cron) {
  if (item == "L") {
    cron.days_of_week.set(6);
    return true;
  }
  if (item.ends_with('L')) {
    const auto day = kDayOfWeek.value(item.substr(0, item.size() - 1));
    if (day) cron.last_days_of_week.set(*day - 1);
    return day.has_value();
  }
  std::string_view nth = item;
  const auto day = kDayOfWeek.value(cut(nth, '#'));
  const auto week = number(nth);
  if (!day || !week || *week < 1 || *week > 5) return false;
  cron.nth_days_of_week.set(*day - 1 + 7 * (*week - 1));
  return true;
}

bool parse_day_of_week(std::string_view text, Cron& cron) {
  const auto values = parse_list(
      kDayOfWeek, text, [&](std::string_view item) { return parse_special_weekday(item, cron); });
  if (!values) return false;
  for (unsigned day = 0; day < 7; ++day) {
    if (values->test(day + 1)) cron.days_of_week.set(day);
  }
  return true;
}

bool parse_days(std::string_view of_month, std::string_view of_week, Cron& cron) {
  if ((of_month == "?") == (of_week == "?")) return false;
  return of_week == "?" ? parse_day_of_month(of_month, cron) : parse_day_of_week(of_week, cron);
}

/// Hours of one day, and of a day and the next where there are such, are far enough apart; and it
/// fires at all.
bool is_sparse_enough(const Cron& cron) {
  std::optional<unsigned> first;
  std::optional<unsigned> last;
  for (unsigned hour = 0; hour < 24; ++hour) {
    if (!cron.hours.test(hour)) continue;
    if (last && hour - *last < kMinHoursApart) return false;
    if (!first) first = hour;
    last = hour;
  }
  if (!last) return false;
  const bool too_close_over_midnight = *first + 24 - *last < kMinHoursApart;

  // The calendar repeats itself after 28 years (2100 is far enough).
  using namespace std::chrono_literals;
  bool fires = false;
  bool yesterday = false;
  for (std::chrono::sys_days day = 2024y / 1 / 1; day < std::chrono::sys_days(2052y / 1 / 1);
       day += std::chrono::days(1)) {
    const bool today = cron.fires_on(day);
    fires = fires || today;
    if (fires && !too_close_over_midnight) return true;
    if (today && yesterday) return false;
    yesterday = today;
  }
  return fires;
}

Result<Schedule> parse_cron(std::string_view fields) {
  std::array<std::string_view, 6> field;
  for (std::string_view& one : std::span(field).first(5)) {
    one = cut(fields, ' ');
    fields.remove_prefix(std::min(fields.find_first_not_of(' '), fields.size()));
  }
  field.back() = fields;
  const auto& [minutes, hours, day_of_month, month, day_of_week, year] = field;
  Cron cron;
  const auto hour_values = parse_list(kHour, hours);
  const auto month_values = parse_list(kMonth, month);
  if (minutes != "0" || year != "*" || !hour_values || !month_values ||
      !parse_days(day_of_month, day_of_week, cron)) {
    return invalid_expression();
  }
  for (unsigned hour = 0; hour < 24; ++hour) cron.hours[hour] = hour_values->test(hour);
  for (unsigned at = 1; at <= 12; ++at) cron.months[at] = month_values->test(at);
  if (!is_sparse_enough(cron)) return invalid_expression();
  return cron;
}

Result<Schedule> parse_rate(std::string_view text) {
  const auto count = number(cut(text, ' '));
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const bool hours = text == "hour" || text == "hours";
  const bool days = text == "day" || text == "days";
  if (!count || (!hours && !days)) return invalid_expression();
  if (hours && (*count < kMinHoursApart || *count >= 24)) {
    return refusal("Rate in hour should be least 4 and less than 24.");  // sic
  }
  if (days && (*count < 1 || *count >= 1000)) {
    return refusal("Rate in day should be greater than 0 and less than 1000.");
  }
  return Rate{.count = *count, .unit = hours ? Rate::Unit::Hour : Rate::Unit::Day};
}

}  // namespace

bool Cron::fires_on(std::chrono::year_month_day date) const {
  const auto month = static_cast<unsigned>(date.month());
  if (!months.test(month)) return false;
  const auto day = static_cast<unsigned>(date.day());
  const auto days_in_month =
      static_cast<unsigned>((date.year() / date.month() / std::chrono::last).day());
  const unsigned weekday = std::chrono::weekday(date).c_encoding();
  return days_of_month.test(day) || (last_day_of_month && day == days_in_month) ||
         days_of_week.test(weekday) || nth_days_of_week.test(weekday + 7 * ((day - 1) / 7)) ||
         (last_days_of_week.test(weekday) && day + 7 > days_in_month);
}

Result<Schedule> parse_schedule(std::string_view expression) {
  const auto body_of = [&](std::string_view function) -> std::optional<std::string_view> {
    const bool fits = expression.starts_with(function) && expression.ends_with(')') &&
                      expression.size() <= kMaxSize;
    if (!fits) return std::nullopt;
    return expression.substr(function.size(), expression.size() - function.size() - 1);
  };
  if (const auto body = body_of("rate(")) return parse_rate(*body);
  if (const auto body = body_of("cron(")) return parse_cron(*body);
  return invalid_expression();
}

}  // namespace strongroom::secrets
