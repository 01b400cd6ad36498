#include "policy/condition_value.h"

#include "base/encoding.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string>
#include <vector>

namespace strongroom::policy {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes digits off the front of `text`; false when there are none.
bool take_digits(std::string_view& text) {
  const std::size_t count =
      static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  text.remove_prefix(count);
  return count > 0;
}

// Decimal, with a sign, a fraction and an exponent if wanted.
bool is_number(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (!take_digits(text)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!take_digits(text)) return false;
  }
  return text.empty();
}

// `pattern` has 0 where `text` has a digit, and else the same characters.
bool has_shape(std::string_view text, std::string_view pattern) {
  return std::ranges::equal(
      text, pattern, [](char c, char wanted) { return wanted == '0' ? is_digit(c) : c == wanted; });
}

// Two digits at `at`; `text` is known to have them.
unsigned two_digits(std::string_view text, std::size_t at) {
  return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
}

bool is_calendar_date(std::string_view text) {
  if (has_shape(text, "0000")) return true;
  if (!has_shape(text, "0000-00") && !has_shape(text, "0000-00-00")) return false;
  int year = 0;
  std::from_chars(text.data(), text.data() + 4, year);
  const std::chrono::month month(two_digits(text, 5));
  const std::chrono::day day(text.size() == 10 ? two_digits(text, 8) : 1);
  return std::chrono::year_month_day(std::chrono::year(year), month, day).ok();
}

bool is_time_of_day(std::string_view text) {
  if (has_shape(text.substr(0, 8), "00:00:00")) {
    if (two_digits(text, 6) > 59) return false;
    std::string_view fraction = text.substr(8);
    if (fraction.starts_with('.')) {
      fraction.remove_prefix(1);
      if (!take_digits(fraction)) return false;
    }
    if (!fraction.empty()) return false;
  } else if (!has_shape(text, "00:00")) {
    return false;
  }
  return two_digits(text, 0) < 24 && two_digits(text, 3) < 60;
}

// ISO 8601 in the forms of W3C's note, or seconds since 1970.
bool is_date(std::string_view text) {
  const std::size_t t = text.find('T');
  if (t == text.npos) return is_calendar_date(text) || is_number(text);
  std::string_view time = text.substr(t + 1);
  if (time.ends_with('Z')) {
    time.remove_suffix(1);
  } else {
    const std::size_t zone = time.find_first_of("+-");
    if (zone == time.npos || !has_shape(time.substr(zone + 1), "00:00")) return false;
    time = time.substr(0, zone);
  }
  return t == 10 && is_calendar_date(text.substr(0, t)) && is_time_of_day(time);
}

// IPv4 as IPv6 shows it, `::ffff:10.1.2.3`, is IPv4: or else a rule for the one would miss the
// other.
AddressRange without_mapping(const AddressRange& range) {
  constexpr unsigned kMappedPrefix = 96;
  const auto has = [&](std::size_t first, std::size_t last, std::byte wanted) {
    return std::all_of(range.address.begin() + static_cast<std::ptrdiff_t>(first),
                       range.address.begin() + static_cast<std::ptrdiff_t>(last),
                       [=](std::byte b) { return b == wanted; });
  };
  if (!range.v6 || range.prefix < kMappedPrefix) return range;
  if (!has(0, 10, std::byte{0}) || !has(10, 12, std::byte{0xff})) return range;
  AddressRange plain{.prefix = range.prefix - kMappedPrefix};
  std::copy(range.address.begin() + 12, range.address.end(), plain.address.begin());
  return plain;
}

bool is_base64(std::string_view text) {
  std::vector<std::byte> decoded(base64_decoded_bound(text.size()));
  return decode_base64(text, decoded).has_value();
}

}  // namespace

std::optional<AddressRange> parse_address_range(std::string_view text) {
  const std::string address(text.substr(0, text.find('/')));
  AddressRange range{.v6 = address.contains(':')};
  if (inet_pton(range.v6 ? AF_INET6 : AF_INET, address.c_str(), range.address.data()) != 1) {
    return std::nullopt;
  }
  const unsigned bits = range.v6 ? 128 : 32;
  range.prefix = bits;
  if (address.size() == text.size()) return without_mapping(range);
  const std::string_view prefix = text.substr(address.size() + 1);
  const auto [end, error] =
      std::from_chars(prefix.data(), prefix.data() + prefix.size(), range.prefix);
  const bool whole = error == std::errc() && end == prefix.data() + prefix.size();
  if (!whole || range.prefix > bits) return std::nullopt;
  return without_mapping(range);
}

bool has_form_for(ConditionOperator::Family family, std::string_view value) {
  switch (family) {
    case ConditionOperator::Family::String:
    case ConditionOperator::Family::Arn:
    case ConditionOperator::Family::Bool:  // A text that is no truth value never matches.
      return true;
    case ConditionOperator::Family::Numeric:
      return is_number(value);
    case ConditionOperator::Family::Date:
      return is_date(value);
    case ConditionOperator::Family::Binary:
      return is_base64(value);
    case ConditionOperator::Family::Ip:
      return parse_address_range(value).has_value();
    case ConditionOperator::Family::Null:
      return value == "true" || value == "false";
  }
  return false;
}

}  // namespace strongroom::policy
