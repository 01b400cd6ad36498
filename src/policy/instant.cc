#include "policy/instant.h"

#include "policy/condition_value.h"
#include "policy/decimal.h"

#include <charconv>
#include <chrono>
#include <string>

namespace strongroom::policy {
namespace {

constexpr std::size_t kNanoDigits = 9;
// Digits of seconds that surely fit; all that is further away is equally far.
constexpr std::int64_t kMaxSecondDigits = 18;
constexpr std::int64_t kFarAway = 1'000'000'000'000'000'000;

int number_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::int32_t nanoseconds_of(std::string_view fraction_digits) {
  std::string digits(fraction_digits.substr(0, kNanoDigits));
  digits.resize(kNanoDigits, '0');
  return number_of(digits);
}

std::int64_t start_of_day(std::string_view date) {
  const auto part = [&](std::size_t at) {
    return static_cast<unsigned>(date.size() > at ? number_of(date.substr(at, 2)) : 1);
  };
  const std::chrono::year_month_day day(std::chrono::year(number_of(date.substr(0, 4))),
                                        std::chrono::month(part(5)), std::chrono::day(part(8)));
  return std::chrono::sys_seconds(std::chrono::sys_days(day)).time_since_epoch().count();
}

std::int64_t seconds_of_clock(std::string_view time) {
  const int seconds = time.size() >= 8 ? number_of(time.substr(6, 2)) : 0;
  return (number_of(time.substr(0, 2)) * 60 + number_of(time.substr(3, 2))) * 60 + seconds;
}

bool is_calendar_form(std::string_view text) {
  return text.find_first_not_of("0123456789-") == text.npos &&
         (text.size() == 4 || (text.size() >= 7 && text[4] == '-'));
}

// `YYYY-MM-DDThh:mm[:ss[.s]]` and a zone.
Instant of_date_and_time(std::string_view text) {
  Instant instant{.seconds = start_of_day(text.substr(0, 10))};
  const std::string_view rest = text.substr(11);
  const std::size_t zone = rest.find_first_of("Z+-");
  const std::string_view time = rest.substr(0, zone);
  instant.seconds += seconds_of_clock(time);
  if (const std::size_t point = time.find('.'); point != time.npos) {
    instant.nanoseconds = nanoseconds_of(time.substr(point + 1));
  }
  if (rest[zone] == '+') instant.seconds -= seconds_of_clock(rest.substr(zone + 1));
  if (rest[zone] == '-') instant.seconds += seconds_of_clock(rest.substr(zone + 1));
  return instant;
}

std::optional<Instant> of_epoch(std::string_view text) {
  const auto number = Decimal::parse(text);
  if (!number) return std::nullopt;
  if (number->exponent > kMaxSecondDigits) {
    return Instant{.seconds = number->negative ? -kFarAway : kFarAway};
  }
  Instant instant;
  if (number->exponent < -static_cast<std::int64_t>(kNanoDigits)) return instant;
  std::string digits = number->digits;
  std::size_t whole = 0;
  if (number->exponent < 0) {
    digits.insert(0, static_cast<std::size_t>(-number->exponent), '0');
  } else {
    whole = static_cast<std::size_t>(number->exponent);
    if (digits.size() < whole) digits.resize(whole, '0');
  }
  std::from_chars(digits.data(), digits.data() + whole, instant.seconds);
  instant.nanoseconds = nanoseconds_of(std::string_view(digits).substr(whole));
  if (!number->negative) return instant;
  instant.seconds = -instant.seconds;
  if (instant.nanoseconds != 0) {
    --instant.seconds;
    instant.nanoseconds = 1'000'000'000 - instant.nanoseconds;
  }
  return instant;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  if (!has_form_for(ConditionOperator::Family::Date, text)) return std::nullopt;
  if (text.contains('T')) return of_date_and_time(text);
  if (is_calendar_form(text)) return Instant{.seconds = start_of_day(text)};
  return of_epoch(text);
}

}  // namespace strongroom::policy
