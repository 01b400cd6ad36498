#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace strongroom::policy {

/// A decimal number, exact: policies compare numbers as they are written.
struct Decimal {
  bool negative = false;
  std::string digits;         ///< Without zeros at either end; empty for zero.
  std::int64_t exponent = 0;  ///< The number is 0.digits times ten to this power.

  /// With a sign, a fraction and an exponent of up to nine digits if wanted; else nothing.
  static std::optional<Decimal> parse(std::string_view text);

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) = default;
};

}  // namespace strongroom::policy
