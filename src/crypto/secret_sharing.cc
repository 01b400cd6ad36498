#include "crypto/secret_sharing.h"

#include "crypto/gf256.h"

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <stdexcept>

namespace strongroom::crypto {
namespace {

using gf256::multiply;

std::uint8_t value_of(std::byte byte) { return std::to_integer<std::uint8_t>(byte); }

/// What the values at `point` count for at zero: the product of x / (x - its number) over the
/// others.
std::uint8_t weight_of(const SharePoint& point, std::span<const SharePoint> points) {
  std::uint8_t weight = 1;
  for (const SharePoint& other : points) {
    if (other.number == point.number) continue;
    const auto difference = static_cast<std::uint8_t>(other.number ^ point.number);
    weight = multiply(weight, multiply(other.number, gf256::inverse(difference)));
  }
  return weight;
}

void check_numbers(std::span<const SharePoint> points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto same = [&](const SharePoint& other) { return other.number == points[i].number; };
    if (points[i].number == 0 || std::ranges::any_of(points.first(i), same)) {
      throw std::invalid_argument("a share's number is zero or there twice");
    }
  }
}

}  // namespace

std::vector<LockedKey> split_secret(const LockedKey& secret, std::uint8_t threshold,
                                    std::uint8_t count) {
  if (threshold < 2 || threshold > count) {
    throw std::invalid_argument("a threshold is from 2 to the number of shares");
  }
  std::vector<LockedKey> coefficients;  // of x, x^2 ...; of each byte's polynomial
  for (int i = 1; i < threshold; ++i) coefficients.push_back(LockedKey::random());
  std::vector<LockedKey> shares(count);
  for (unsigned number = 1; number <= count; ++number) {
    const auto x = static_cast<std::uint8_t>(number);
    const std::span<std::byte> share = shares[number - 1].writable();
    for (std::size_t at = 0; at < LockedKey::kSize; ++at) {
      std::uint8_t value = 0;
      for (const LockedKey& term : std::views::reverse(coefficients)) {
        value = multiply(static_cast<std::uint8_t>(value ^ value_of(term.reveal()[at])), x);
      }
      share[at] = std::byte{value} ^ secret.reveal()[at];
    }
  }
  return shares;
}

LockedKey combine_shares(std::span<const SharePoint> points) {
  check_numbers(points);
  LockedKey secret;
  const std::span<std::byte> out = secret.writable();
  for (const SharePoint& point : points) {
    const std::uint8_t weight = weight_of(point, points);
    for (std::size_t at = 0; at < LockedKey::kSize; ++at) {
      out[at] ^= std::byte{multiply(value_of(point.values[at]), weight)};
    }
  }
  return secret;
}

}  // namespace strongroom::crypto
