#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace strongroom::crypto {

/// Fills `out` from getrandom(2) (crypto contract 11). Ends the process when the kernel refuses.
/// Any thread.
void random_bytes(std::span<std::byte> out);

/// Uniform in [0, bound), by rejection. bound > 0.
std::uint64_t random_below(std::uint64_t bound);

/// Each character of `out` uniform from `alphabet` (1 to 256 characters), for text that is secret:
/// the caller owns the memory.
void fill_random_text(std::span<char> out, std::string_view alphabet);
/// The same as a string of `length`, for text that others may see.
std::string random_text(std::size_t length, std::string_view alphabet);

/// A random UUID of version 4, lower case, 36 characters.
std::string random_uuid();

/// Equal, in time that depends on the lengths alone.
bool equal_in_constant_time(ByteView a, ByteView b) noexcept;

/// Overwrites with zeros in a way that the compiler does not remove.
void wipe(std::span<std::byte> bytes) noexcept;

}  // namespace strongroom::crypto
