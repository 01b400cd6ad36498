#include "policy/decimal.h"

#include "policy/condition_value.h"

#include <charconv>
#include <utility>

namespace strongroom::policy {
namespace {

constexpr std::size_t kMaxExponentDigits = 9;

std::optional<std::int64_t> parse_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.size() > kMaxExponentDigits + (text.starts_with('-') ? 1 : 0)) return std::nullopt;
  std::int64_t exponent = 0;
  std::from_chars(text.data(), text.data() + text.size(), exponent);
  return exponent;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (!has_form_for(ConditionOperator::Family::Numeric, text)) return std::nullopt;
  Decimal number{.negative = text.starts_with('-'), .digits = {}};
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (const std::size_t e = text.find_first_of("eE"); e != text.npos) {
    const auto exponent = parse_exponent(text.substr(e + 1));
    if (!exponent) return std::nullopt;
    number.exponent = *exponent;
    text = text.substr(0, e);
  }
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  number.digits = whole;
  if (point != text.npos) number.digits += text.substr(point + 1);
  number.exponent += static_cast<std::int64_t>(whole.size());

  const std::size_t zeros = number.digits.find_first_not_of('0');
  if (zeros == number.digits.npos) return Decimal{};
  number.digits.erase(0, zeros);
  number.exponent -= static_cast<std::int64_t>(zeros);
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  return number;
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.negative != b.negative) {
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  const Decimal& low = a.negative ? b : a;  // by magnitude; the order turns round below zero
  const Decimal& high = a.negative ? a : b;
  if (low.digits.empty() || high.digits.empty()) {
    return low.digits.size() <=> high.digits.size();
  }
  if (low.exponent != high.exponent) return low.exponent <=> high.exponent;
  return low.digits <=> high.digits;
}

}  // namespace strongroom::policy
