#include "base/json_text.h"

#include "base/byte_block.h"

#include <array>
#include <cstdint>

namespace strongroom {
namespace {

enum class Kind : std::uint8_t { Plain, Escaped, Multibyte };

constexpr std::array<Kind, 256> kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (std::size_t c = 0; c < 0x20; ++c) kinds[c] = Kind::Escaped;
  for (std::size_t c = 0x80; c < 0x100; ++c) kinds[c] = Kind::Multibyte;
  kinds['"'] = kinds['\\'] = kinds[0x7f] = Kind::Escaped;
  return kinds;
}();

unsigned octet(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

/// The length of the UTF-8 sequence at `at`; 0 when there is none (RFC 3629, section 4).
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const unsigned first = octet(text, at);
  const unsigned second = octet(text, at + 1);
  const auto continues = [&](std::size_t offset) {
    return (octet(text, at + offset) & 0xc0) == 0x80;
  };
  if (first >= 0xc2 && first <= 0xdf) return continues(1) ? 2 : 0;
  if ((first & 0xf0) == 0xe0) {
    const bool in_range = first == 0xe0 ? second >= 0xa0 : first == 0xed ? second <= 0x9f : true;
    return in_range && continues(1) && continues(2) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool in_range = first == 0xf0 ? second >= 0x90 : first == 0xf4 ? second <= 0x8f : true;
    return in_range && continues(1) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

/// Where the first of sixteen bytes is that is not plain; sixteen when all are.
std::size_t first_special(const char* at) {
  const ByteBlock block = byte_block(at);
  // What is above 0x7f is negative.
  return first_of((block < 0x20) | (block == '"') | (block == '\\') | (block == 0x7f));
}

/// How many bytes from the start are plain.
std::size_t plain_run(std::string_view text) {
  std::size_t run = 0;
  if (text.size() >= kByteBlock) {
    for (; text.size() - run >= kByteBlock; run += kByteBlock) {
      if (const std::size_t first = first_special(text.data() + run); first < kByteBlock) {
        return run + first;
      }
    }
    // The last block overlaps what is known to be plain.
    const std::size_t last = text.size() - kByteBlock;
    return last + first_special(text.data() + last);
  }
  while (run < text.size() && kKinds[static_cast<unsigned char>(text[run])] == Kind::Plain) ++run;
  return run;
}

void append_escaped(ArenaText& out, char c) {
  switch (c) {
    case '"':
      return out.append("\\\"");
    case '\\':
      return out.append("\\\\");
    case '\n':
      return out.append("\\n");
    case '\r':
      return out.append("\\r");
    case '\t':
      return out.append("\\t");
    default:
      break;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(c);
  const std::array<char, 6> escape{'\\', 'u', '0', '0', kDigits[value >> 4], kDigits[value & 15]};
  out.append(std::string_view(escape.data(), escape.size()));
}

}  // namespace

void append_json_string(ArenaText& out, std::string_view text) {
  out.append('"');
  std::size_t plain_from = 0;
  for (std::size_t i = plain_run(text); i < text.size(); i += plain_run(text.substr(i))) {
    const bool multibyte = kKinds[static_cast<unsigned char>(text[i])] == Kind::Multibyte;
    if (const std::size_t length = multibyte ? sequence_length(text, i) : 0; length != 0) {
      i += length;
      continue;
    }
    out.append(text.substr(plain_from, i - plain_from));
    if (multibyte) {
      out.append("\xEF\xBF\xBD");
    } else {
      append_escaped(out, text[i]);
    }
    plain_from = ++i;
  }
  out.append(text.substr(plain_from));
  out.append('"');
}

}  // namespace strongroom
