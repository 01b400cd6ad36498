#pragma once

#include <cstdint>

/// Digits of texts that hold keys: no branch and no table depends on them (crypto contract 12).
namespace strongroom::keyring {

inline std::uint32_t unsigned_of(char c) { return static_cast<unsigned char>(c); }

/// All ones when low <= c <= high, else zero. All are small, so a borrow shows in the upper bits.
inline std::uint32_t mask_in_range(std::uint32_t c, char low, char high) {
  const std::uint32_t below = c - unsigned_of(low);
  const std::uint32_t above = unsigned_of(high) - c;
  return ((below | above) >> 31) - 1;
}

/// The digit's value where `c` is in the range, shifted to begin at `first`; else zero.
inline std::uint32_t value_in_range(std::uint32_t c, char low, char high, std::uint32_t first) {
  return mask_in_range(c, low, high) & (c - unsigned_of(low) + first);
}

struct Digit {
  std::uint32_t value;
  std::uint32_t valid;  ///< All ones or zero.
};

}  // namespace strongroom::keyring
