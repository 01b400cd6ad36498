#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace strongroom::keyring {

/// A 32-byte key written as text: 64 hex digits of either case, or standard base64 (44 characters).
/// False for other text; `out` is then wiped. No branch and no table depends on the digits, unlike
/// in base/encoding.h (crypto contract 12).
bool decode_key_text(std::string_view text, std::span<std::byte, 32> out);

}  // namespace strongroom::keyring
