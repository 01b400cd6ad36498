#include "audit/event_time.h"

#include <charconv>
#include <chrono>

namespace strongroom::audit {
namespace {

constexpr std::string_view kForm = "0000-00-00T00:00:00Z";

int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int number = 0;
  std::from_chars(text.data() + at, text.data() + at + digits, number);
  return number;
}

}  // namespace

std::optional<Timestamp> parse_event_time(std::string_view text) {
  if (text.size() != kForm.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return std::nullopt;
  }
  using namespace std::chrono;
  const year_month_day day(year(number_at(text, 0, 4)),
                           month(static_cast<unsigned>(number_at(text, 5, 2))),
                           std::chrono::day(static_cast<unsigned>(number_at(text, 8, 2))));
  if (!day.ok()) return std::nullopt;
  return Timestamp(sys_days(day) + hours(number_at(text, 11, 2)) + minutes(number_at(text, 14, 2)) +
                   seconds(number_at(text, 17, 2)));
}

}  // namespace strongroom::audit
