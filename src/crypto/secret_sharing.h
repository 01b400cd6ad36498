#pragma once

#include "base/bytes.h"
#include "crypto/locked_memory.h"

#include <cstdint>
#include <span>
#include <vector>

namespace strongroom::crypto {

/// Shamir's secret sharing (crypto contract 8.2): `threshold` of the shares give the secret, fewer
/// say nothing about it. Each byte of the secret is the value at zero of a polynomial of its own
/// over GF(2^8); a share is the values at its number. Time depends on the counts alone. Any thread.

/// One share: the values at `number`, which is not zero.
struct SharePoint {
  std::uint8_t number = 0;
  ByteView values;  ///< LockedKey::kSize bytes.
};

/// The values of the shares 1 to `count`. Throws std::invalid_argument unless
/// 2 <= threshold <= count.
std::vector<LockedKey> split_secret(const LockedKey& secret, std::uint8_t threshold,
                                    std::uint8_t count);

/// The secret, when as many points as the threshold are given; points that do not belong together,
/// or too few, give another key without a word. Throws std::invalid_argument when a number is zero
/// or there twice.
LockedKey combine_shares(std::span<const SharePoint> points);

}  // namespace strongroom::crypto
