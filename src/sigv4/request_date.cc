#include "sigv4/request_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace strongroom::sigv4 {
namespace {

/// `digits` as a number; nothing when there is anything but digits.
std::optional<unsigned> number(std::string_view digits) {
  unsigned value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

struct Moment {
  std::optional<unsigned> year, month, day, hour, minute, second;
};

std::optional<Timestamp> timestamp(const Moment& m) {
  if (!m.year || !m.month || !m.day || !m.hour || !m.minute || !m.second) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(*m.year)),
                                         std::chrono::month(*m.month), std::chrono::day(*m.day));
  if (!date.ok() || *m.hour > 23 || *m.minute > 59 || *m.second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*m.hour) +
         std::chrono::minutes(*m.minute) + std::chrono::seconds(*m.second);
}

std::optional<unsigned> month_of(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::ranges::find(kMonths, name);
  if (found == kMonths.end()) return std::nullopt;
  return static_cast<unsigned>(found - kMonths.begin()) + 1;
}

/// Whether `text` has the characters of `form` wherever that has no blank for a varying one.
bool has_form(std::string_view text, std::string_view form) {
  return std::ranges::equal(text, form, [](char c, char f) { return f == '_' || c == f; });
}

}  // namespace

std::optional<Timestamp> parse_basic_date(std::string_view text) {
  if (!has_form(text, "________T______Z")) return std::nullopt;
  return timestamp({.year = number(text.substr(0, 4)),
                    .month = number(text.substr(4, 2)),
                    .day = number(text.substr(6, 2)),
                    .hour = number(text.substr(9, 2)),
                    .minute = number(text.substr(11, 2)),
                    .second = number(text.substr(13, 2))});
}

std::optional<Timestamp> parse_http_date(std::string_view text) {
  if (!has_form(text, "___, __ ___ ____ __:__:__ GMT")) return std::nullopt;
  return timestamp({.year = number(text.substr(12, 4)),
                    .month = month_of(text.substr(8, 3)),
                    .day = number(text.substr(5, 2)),
                    .hour = number(text.substr(17, 2)),
                    .minute = number(text.substr(20, 2)),
                    .second = number(text.substr(23, 2))});
}

std::string basic_date(Timestamp at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace strongroom::sigv4
