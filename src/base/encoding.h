#pragma once

#include "base/bytes.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace strongroom {

/// Lower-case hex: writes exactly two characters for each byte to `out`.
void encode_hex(ByteView bytes, char* out);
std::string hex_of(ByteView bytes);
/// Lower-case hex into `out`, which must be half as long; false when it is not, or for other text.
[[nodiscard]] bool decode_lower_hex(std::string_view hex, std::span<std::byte> out);
/// Either case; nothing but an even number of digits is accepted.
std::optional<Bytes> bytes_of_hex(std::string_view hex);

/// Standard base64 with padding (RFC 4648, section 4).
constexpr std::size_t base64_size(std::size_t bytes) { return (bytes + 2) / 3 * 4; }
/// Writes exactly `base64_size(bytes.size())` characters to `out`.
void encode_base64(ByteView bytes, char* out);
std::string base64_of(ByteView bytes);
/// Upper bound of what `decode_base64` writes for `text`.
constexpr std::size_t base64_decoded_bound(std::size_t text) { return text / 4 * 3; }
/// Decodes into `out` (of at least the bound) and returns the part that was filled; nothing when
/// `text` is not exactly padded standard base64.
std::optional<std::span<std::byte>> decode_base64(std::string_view text, std::span<std::byte> out);

}  // namespace strongroom
