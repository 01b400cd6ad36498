#include "keyring/key_text.h"

#include "crypto/random.h"
#include "keyring/constant_time_digit.h"

#include <cstdint>

namespace strongroom::keyring {
namespace {

Digit hex_digit(std::uint32_t c) {
  return {value_in_range(c, '0', '9', 0) | value_in_range(c, 'a', 'f', 10) |
              value_in_range(c, 'A', 'F', 10),
          mask_in_range(c, '0', '9') | mask_in_range(c, 'a', 'f') | mask_in_range(c, 'A', 'F')};
}

Digit base64_digit(std::uint32_t c) {
  return {value_in_range(c, 'A', 'Z', 0) | value_in_range(c, 'a', 'z', 26) |
              value_in_range(c, '0', '9', 52) | value_in_range(c, '+', '+', 62) |
              value_in_range(c, '/', '/', 63),
          mask_in_range(c, 'A', 'Z') | mask_in_range(c, 'a', 'z') | mask_in_range(c, '0', '9') |
              mask_in_range(c, '+', '+') | mask_in_range(c, '/', '/')};
}

bool decode_hex(std::string_view text, std::span<std::byte, 32> out) {
  std::uint32_t valid = ~0U;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Digit high = hex_digit(unsigned_of(text[2 * i]));
    const Digit low = hex_digit(unsigned_of(text[2 * i + 1]));
    valid &= high.valid & low.valid;
    out[i] = static_cast<std::byte>(high.value << 4 | low.value);
  }
  return valid != 0;
}

bool decode_base64(std::string_view text, std::span<std::byte, 32> out) {
  std::uint32_t valid = ~0U;
  std::uint32_t bits = 0;
  std::size_t written = 0;
  for (std::size_t i = 0; i < 43; ++i) {  // 43 digits are 258 bits
    const Digit digit = base64_digit(unsigned_of(text[i]));
    valid &= digit.valid;
    bits = bits << 6 | digit.value;
    const std::size_t have = (i + 1) * 6 - written * 8;
    if (have >= 8) out[written++] = static_cast<std::byte>(bits >> (have - 8) & 0xff);
  }
  return valid != 0 && (bits & 3) == 0 && text[43] == '=';
}

}  // namespace

bool decode_key_text(std::string_view text, std::span<std::byte, 32> out) {
  const bool decoded = (text.size() == 64 && decode_hex(text, out)) ||
                       (text.size() == 44 && decode_base64(text, out));
  if (!decoded) crypto::wipe(out);
  return decoded;
}

}  // namespace strongroom::keyring
