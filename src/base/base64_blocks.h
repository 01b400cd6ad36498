#pragma once

#include "base/bytes.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace strongroom {

// The beginning of a long text or value, sixteen characters at once, where the processor can
// (SSSE3); the rest is the caller's. What is returned was converted: a multiple of 4 characters,
// 3 bytes.

/// Writes `base64_size` of the returned bytes, and never past that of all of `bytes`.
std::size_t encode_base64_blocks(ByteView bytes, char* out);
/// Stops before what is no base64; padding is not. Never writes past `out`.
std::size_t decode_base64_blocks(std::string_view text, std::span<std::byte> out);

}  // namespace strongroom
