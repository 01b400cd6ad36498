#include "base/encoding.h"

#include <array>
#include <cstdint>

namespace strongroom {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNotBase64 = 0xff;

constexpr std::array<std::uint8_t, 256> kBase64Values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNotBase64);
  for (std::size_t i = 0; i < kBase64Alphabet.size(); ++i) {
    values[static_cast<unsigned char>(kBase64Alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::string hex_of(ByteView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const std::byte b : bytes) {
    out += kHexDigits[std::to_integer<unsigned>(b) >> 4];
    out += kHexDigits[std::to_integer<unsigned>(b) & 15];
  }
  return out;
}

std::optional<Bytes> bytes_of_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  Bytes out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto high = hex_value(hex[i]);
    const auto low = hex_value(hex[i + 1]);
    if (!high || !low) return std::nullopt;
    out.push_back(static_cast<std::byte>(*high << 4 | *low));
  }
  return out;
}

void encode_base64(ByteView bytes, char* out) {
  const std::size_t whole = bytes.size() / 3 * 3;
  const std::byte* in = bytes.data();
  for (const std::byte* const end = in + whole; in != end; in += 3, out += 4) {
    const std::uint32_t group = std::to_integer<std::uint32_t>(in[0]) << 16 |
                                std::to_integer<std::uint32_t>(in[1]) << 8 |
                                std::to_integer<std::uint32_t>(in[2]);
    out[0] = kBase64Alphabet[group >> 18];
    out[1] = kBase64Alphabet[group >> 12 & 63];
    out[2] = kBase64Alphabet[group >> 6 & 63];
    out[3] = kBase64Alphabet[group & 63];
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
  std::byte* to = out.data();
  std::uint32_t wrong = 0;  // gathers high bits, which no value of a character has
  const auto group_at = [&](const char* from, std::size_t characters) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const std::uint32_t value =
          i < characters ? kBase64Values[static_cast<unsigned char>(from[i])] : 0;
      wrong |= value;
      group = group << 6 | value;
    }
    return group;
  };
  const std::size_t whole = text.size() - (padding == 0 ? 0 : 4);
  for (std::size_t i = 0; i < whole; i += 4, to += 3) {
    const std::uint32_t group = group_at(text.data() + i, 4);
    to[0] = static_cast<std::byte>(group >> 16);
    to[1] = static_cast<std::byte>(group >> 8 & 0xff);
    to[2] = static_cast<std::byte>(group & 0xff);
  }
  if (padding != 0) {
    const std::uint32_t group = group_at(text.data() + whole, 4 - padding);
    // The bits that the padding cuts off must be zero, so that each value has one spelling.
    if ((group & (padding == 1 ? 0xffU : 0xffffU)) != 0) return std::nullopt;
    *to++ = static_cast<std::byte>(group >> 16);
    if (padding == 1) *to++ = static_cast<std::byte>(group >> 8 & 0xff);
  }
  if (wrong > 63) return std::nullopt;
  return out.first(static_cast<std::size_t>(to - out.data()));
}

}  // namespace strongroom
