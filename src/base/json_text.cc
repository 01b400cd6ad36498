#include "base/json_text.h"

#include <array>
#include <cstdint>
#include <cstring>

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

/// Whether eight bytes are plain for certain: they are looked at together, since most text is
/// plain.
bool eight_are_plain(const char* at) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  std::uint64_t eight = 0;
  std::memcpy(&eight, at, sizeof eight);
  // The top bit of a byte comes up when it is below 0x20, equal to a quote, a backslash or DEL, or
  // above 0x7f. A borrow can raise it for the byte after such a one as well, which costs a second
  // look and no more.
  const std::uint64_t special = (eight - kEach * 0x20) | ((eight ^ kEach * '"') - kEach) |
                                ((eight ^ kEach * '\\') - kEach) |
                                ((eight ^ kEach * 0x7f) - kEach) | eight;
  return (special & kEach * 0x80) == 0;
}

/// How many bytes from the start are plain for certain.
std::size_t plain_run(std::string_view text) {
  std::size_t run = 0;
  while (text.size() - run >= 8 && eight_are_plain(text.data() + run)) run += 8;
  const bool short_rest = text.size() >= 8 && text.size() - run < 8;
  if (short_rest && eight_are_plain(text.data() + text.size() - 8)) return text.size();
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
  for (std::size_t i = plain_run(text); i < text.size();) {
    const Kind kind = kKinds[static_cast<unsigned char>(text[i])];
    const std::size_t length = kind == Kind::Plain       ? 1
                               : kind == Kind::Multibyte ? sequence_length(text, i)
                                                         : 0;
    if (length != 0) {
      i += length;
      if (i % 8 == 0) i += plain_run(text.substr(i));
      continue;
    }
    out.append(text.substr(plain_from, i - plain_from));
    if (kind == Kind::Escaped) {
      append_escaped(out, text[i]);
    } else {
      out.append("\xEF\xBF\xBD");
    }
    plain_from = ++i;
  }
  out.append(text.substr(plain_from));
  out.append('"');
}

}  // namespace strongroom
