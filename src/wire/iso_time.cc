#include "wire/iso_time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace strongroom::wire {
namespace {

namespace chrono = std::chrono;

/// Reads a text from its front; once something did not fit, all that follows doesn't either.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return good_ && rest_.empty(); }

  void skip(char c) {
    if (!take(c)) good_ = false;
  }
  bool take(char c) {
    if (!good_ || !rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly `digits` of them, for a number up to `most`.
  int number(std::size_t digits, int most) {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) value = value * 10 + digit().value_or(0);
    if (value > most) good_ = false;
    return value;
  }
  /// One or more digits after a point.
  chrono::milliseconds fraction() {
    int value = digit_or_fail();
    int taken = 1;
    while (const auto next = more()) {
      if (taken++ < 3) value = value * 10 + *next;
    }
    for (; taken < 3; ++taken) value *= 10;
    return chrono::milliseconds(value);
  }

 private:
  std::optional<int> more() {
    if (!good_ || rest_.empty() || rest_[0] < '0' || rest_[0] > '9') return std::nullopt;
    const int value = rest_[0] - '0';
    rest_.remove_prefix(1);
    return value;
  }
  std::optional<int> digit() {
    const auto value = more();
    if (!value) good_ = false;
    return value;
  }
  int digit_or_fail() { return digit().value_or(0); }

  std::string_view rest_;
  bool good_ = true;
};

chrono::minutes offset(Reader& reader) {
  if (reader.take('Z')) return chrono::minutes(0);
  const bool behind = reader.take('-');
  if (!behind) reader.skip('+');
  const chrono::hours hours(reader.number(2, 23));
  reader.skip(':');
  const chrono::minutes from_utc = hours + chrono::minutes(reader.number(2, 59));
  return behind ? -from_utc : from_utc;
}

}  // namespace

std::optional<Timestamp> parse_iso_time(std::string_view text) {
  Reader reader(text);
  const chrono::year year(reader.number(4, 9999));
  reader.skip('-');
  const chrono::month month(static_cast<unsigned>(reader.number(2, 12)));
  reader.skip('-');
  const chrono::day day(static_cast<unsigned>(reader.number(2, 31)));
  reader.skip('T');
  const chrono::hours hours(reader.number(2, 23));
  reader.skip(':');
  const chrono::minutes minutes(reader.number(2, 59));
  reader.skip(':');
  const chrono::seconds seconds(reader.number(2, 59));
  const auto fraction = reader.take('.') ? reader.fraction() : chrono::milliseconds(0);
  const chrono::minutes from_utc = offset(reader);
  const chrono::year_month_day date(year, month, day);
  if (!reader.at_end() || !date.ok()) return std::nullopt;
  return Timestamp(chrono::sys_days(date)) + hours + minutes + seconds + fraction - from_utc;
}

void append_iso_time(ArenaText& out, Timestamp at) {
  static constexpr Timestamp kEarliest = chrono::sys_days(chrono::year(0) / 1 / 1);
  static constexpr Timestamp kLatest =
      chrono::sys_days(chrono::year(10000) / 1 / 1) - chrono::seconds(1);
  const auto moment = chrono::floor<chrono::seconds>(std::clamp(at, kEarliest, kLatest));
  const auto day = chrono::floor<chrono::days>(moment);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss time(moment - day);
  std::array<char, 32> text;
  const auto end =
      fmt::format_to_n(text.data(), text.size(), "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                       static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
  out.append(std::string_view(text.data(), end.size));
}

}  // namespace strongroom::wire
