#include "base/encoding.h"

#include "base/base64_blocks.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace strongroom {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

using TwoCharacters = std::array<char, 2>;

/// What twelve bits are as base64.
constexpr std::array<TwoCharacters, 4096> kBase64Pairs = [] {
  std::array<TwoCharacters, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = {kBase64Alphabet[i >> 6], kBase64Alphabet[i & 63]};
  }
  return pairs;
}();

constexpr std::array<TwoCharacters, 256> kHexPairs = [] {
  std::array<TwoCharacters, 256> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i)
    pairs[i] = {kHexDigits[i >> 4], kHexDigits[i & 15]};
  return pairs;
}();

/// Set for what is no character of base64.
constexpr std::uint32_t kNotBase64 = 1U << 24;

/// What a character means as the first, second, third or fourth of its group.
constexpr std::array<std::array<std::uint32_t, 256>, 4> kBase64Parts = [] {
  std::array<std::array<std::uint32_t, 256>, 4> parts{};
  for (std::size_t place = 0; place < 4; ++place) {
    parts[place].fill(kNotBase64);
    for (std::size_t i = 0; i < kBase64Alphabet.size(); ++i) {
      parts[place][static_cast<unsigned char>(kBase64Alphabet[i])] =
          static_cast<std::uint32_t>(i << (18 - 6 * place));
    }
  }
  return parts;
}();

std::uint32_t base64_group(const char* from) {
  return kBase64Parts[0][static_cast<unsigned char>(from[0])] |
         kBase64Parts[1][static_cast<unsigned char>(from[1])] |
         kBase64Parts[2][static_cast<unsigned char>(from[2])] |
         kBase64Parts[3][static_cast<unsigned char>(from[3])];
}

constexpr std::uint8_t kUpperCase = 0x10;
constexpr std::uint8_t kNotHex = 0x80;

constexpr std::array<std::uint8_t, 256> kHexValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNotHex);
  for (std::size_t i = 0; i < kHexDigits.size(); ++i) {
    const auto digit = static_cast<std::uint8_t>(i);
    values[static_cast<unsigned char>(kHexDigits[i])] = digit;
    if (digit >= 10) values['A' + i - 10] = digit | kUpperCase;
  }
  return values;
}();

/// Returns kUpperCase and kNotHex as far as they occurred.
unsigned decode_hex(std::string_view hex, std::span<std::byte> out) {
  unsigned all = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const unsigned high = kHexValues[static_cast<unsigned char>(hex[2 * i])];
    const unsigned low = kHexValues[static_cast<unsigned char>(hex[2 * i + 1])];
    all |= high | low;
    out[i] = static_cast<std::byte>((high & 15) << 4 | (low & 15));
  }
  return all & (kUpperCase | kNotHex);
}

}  // namespace

void encode_hex(ByteView bytes, char* out) {
  for (const std::byte b : bytes) {
    out = std::ranges::copy(kHexPairs[std::to_integer<std::size_t>(b)], out).out;
  }
}

std::string hex_of(ByteView bytes) {
  std::string out(bytes.size() * 2, '\0');
  encode_hex(bytes, out.data());
  return out;
}

std::optional<Bytes> bytes_of_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  Bytes out(hex.size() / 2);
  if ((decode_hex(hex, out) & kNotHex) != 0) return std::nullopt;
  return out;
}

bool decode_lower_hex(std::string_view hex, std::span<std::byte> out) {
  return hex.size() == 2 * out.size() && decode_hex(hex, out) == 0;
}

void encode_base64(ByteView bytes, char* out) {
  const std::size_t done = encode_base64_blocks(bytes, out);
  out += base64_size(done);
  const std::size_t whole = bytes.size() / 3 * 3;
  const std::byte* in = bytes.data() + done;
  for (const std::byte* const end = bytes.data() + whole; in != end; in += 3, out += 4) {
    const std::uint32_t group = std::to_integer<std::uint32_t>(in[0]) << 16 |
                                std::to_integer<std::uint32_t>(in[1]) << 8 |
                                std::to_integer<std::uint32_t>(in[2]);
    std::ranges::copy(kBase64Pairs[group >> 12], out);
    std::ranges::copy(kBase64Pairs[group & 0xfff], out + 2);
  }
  const std::size_t rest = bytes.size() - whole;
  if (rest == 0) return;
  const std::uint32_t group = std::to_integer<std::uint32_t>(in[0]) << 16 |
                              (rest == 2 ? std::to_integer<std::uint32_t>(in[1]) << 8 : 0);
  out[0] = kBase64Alphabet[group >> 18];
  out[1] = kBase64Alphabet[group >> 12 & 63];
  out[2] = rest == 2 ? kBase64Alphabet[group >> 6 & 63] : '=';
  out[3] = '=';
}

std::string base64_of(ByteView bytes) {
  std::string out(base64_size(bytes.size()), '\0');
  encode_base64(bytes, out.data());
  return out;
}

std::optional<std::span<std::byte>> decode_base64(std::string_view text, std::span<std::byte> out) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  const std::size_t done = decode_base64_blocks(text, out);
  std::byte* to = out.data() + base64_decoded_bound(done);
  std::uint32_t all = 0;
  const std::size_t whole = text.size() - (padding == 0 ? 0 : 4);
  for (std::size_t i = done; i < whole; i += 4, to += 3) {
    const std::uint32_t group = base64_group(text.data() + i);
    all |= group;
    to[0] = static_cast<std::byte>(group >> 16 & 0xff);
    to[1] = static_cast<std::byte>(group >> 8 & 0xff);
    to[2] = static_cast<std::byte>(group & 0xff);
  }
  if (padding != 0) {
    std::array<char, 4> last{'A', 'A', 'A', 'A'};  // means zero
    std::ranges::copy(text.substr(whole, 4 - padding), last.begin());
    const std::uint32_t group = base64_group(last.data());
    all |= group;
    // The bits that the padding cuts off must be zero, so that each value has one spelling.
    if ((group & (padding == 1 ? 0xffU : 0xffffU)) != 0) return std::nullopt;
    *to++ = static_cast<std::byte>(group >> 16 & 0xff);
    if (padding == 1) *to++ = static_cast<std::byte>(group >> 8 & 0xff);
  }
  if ((all & kNotBase64) != 0) return std::nullopt;
  return out.first(static_cast<std::size_t>(to - out.data()));
}

}  // namespace strongroom
