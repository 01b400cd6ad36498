#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace strongroom {

/// Sixteen bytes of a text, to be compared at once: the compiler knows the instructions.
using ByteBlock = signed char __attribute__((vector_size(16)));
inline constexpr std::size_t kByteBlock = sizeof(ByteBlock);

/// From sixteen readable bytes.
inline ByteBlock byte_block(const char* at) {
  ByteBlock block;
  std::memcpy(&block, at, sizeof block);
  return block;
}

/// Where the first byte is for which a comparison holds; kByteBlock when there is none.
inline std::size_t first_of(ByteBlock holds) {
  static_assert(std::endian::native == std::endian::little);
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(holds);
  if ((halves[0] | halves[1]) == 0) return kByteBlock;
  const std::size_t half = halves[0] == 0 ? 1 : 0;
  return 8 * half + static_cast<std::size_t>(std::countr_zero(halves[half])) / 8;
}

}  // namespace strongroom
