#pragma once

#include <cstdint>

/// Arithmetic in GF(2^8) with the polynomial of AES (FIPS 197, 4.2): addition is exclusive or. No
/// branch and no table depends on an operand (crypto contract 8.2, 12).
namespace strongroom::crypto::gf256 {

constexpr std::uint8_t multiply(std::uint8_t a, std::uint8_t b) {
  constexpr std::uint32_t kPolynomial = 0x11b;
  std::uint32_t product = 0;
  for (int bit = 7; bit >= 0; --bit) {
    product = product << 1;
    product ^= kPolynomial & (0U - (product >> 8));
    product ^= a & (0U - (static_cast<std::uint32_t>(b) >> bit & 1U));
  }
  return static_cast<std::uint8_t>(product);
}

/// Zero for zero. By Fermat: a^254, the product of a^2, a^4 ... a^128.
constexpr std::uint8_t inverse(std::uint8_t a) {
  std::uint8_t power = a;
  std::uint8_t product = 1;
  for (int i = 0; i < 7; ++i) {
    power = multiply(power, power);
    product = multiply(product, power);
  }
  return product;
}

}  // namespace strongroom::crypto::gf256
