#pragma once

#include "policy/condition.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace strongroom::policy {

/// A range of addresses: `10.0.0.0/8`, `2001:db8::/32`, or one address. IPv4 that is mapped into
/// IPv6 has become IPv4.
struct AddressRange {
  bool v6 = false;
  std::array<std::byte, 16> address{};  ///< Network order; the first 4 bytes for IPv4.
  unsigned prefix = 0;                  ///< Bits that are fixed.
};
std::optional<AddressRange> parse_address_range(std::string_view text);

/// Whether `value` has the form that operators of this family compare with (policy contract 4.1).
bool has_form_for(ConditionOperator::Family family, std::string_view value);

}  // namespace strongroom::policy
