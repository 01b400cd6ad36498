#include "wire/utf8.h"

namespace strongroom::wire {
namespace {

struct Lead {
  char32_t bits;
  std::size_t size;
  char32_t least;  ///< What fewer bytes could say must not be said with this many.
};

Lead lead_of(unsigned char first) {
  if (first < 0x80) return {.bits = first, .size = 1, .least = 0};
  if ((first & 0xe0) == 0xc0) return {.bits = first & 0x1fU, .size = 2, .least = 0x80};
  if ((first & 0xf0) == 0xe0) return {.bits = first & 0x0fU, .size = 3, .least = 0x800};
  if ((first & 0xf8) == 0xf0) return {.bits = first & 0x07U, .size = 4, .least = 0x10000};
  return {};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const Lead lead = lead_of(static_cast<unsigned char>(text[at]));
  if (lead.size == 0 || lead.size > text.size() - at) return {};
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.size; ++i) {
    const auto next = static_cast<unsigned char>(text[at + i]);
    if ((next & 0xc0) != 0x80) return {};
    value = value << 6 | (next & 0x3fU);
  }
  const bool surrogate = value >= 0xd800 && value < 0xe000;
  if (value < lead.least || value > 0x10ffff || surrogate) return {};
  return {.value = value, .size = lead.size};
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (point.size == 0) return false;
    i += point.size;
  }
  return true;
}

}  // namespace strongroom::wire
