#include "policy/case_fold.h"

#include "policy/case_fold_table.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace strongroom::policy {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80U; }

std::uint32_t fold(std::uint32_t code_point) {
  const auto* range = std::ranges::lower_bound(kCaseFolds, code_point, {}, &CaseFoldRange::last);
  if (range == std::end(kCaseFolds) || code_point < range->first) return code_point;
  if ((code_point - range->first) % range->step != 0) return code_point;
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(code_point) + range->distance);
}

// Takes one code point of two bytes or more; 0, with nothing taken, when there is none.
std::uint32_t take_code_point(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = lead >= 0xf0U ? 4 : lead >= 0xe0U ? 3 : lead >= 0xc2U ? 2 : 0;
  if (size == 0 || lead > 0xf4U || size > text.size()) return 0;
  std::uint32_t code_point = lead & (0xffU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0U) != 0x80U) return 0;
    code_point = (code_point << 6U) | (next & 0x3fU);
  }
  text.remove_prefix(size);
  return code_point;
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  const auto continuation = [&](unsigned shift) { byte(0x80U | ((code_point >> shift) & 0x3fU)); };
  if (code_point < 0x80U) return byte(code_point);
  if (code_point < 0x800U) {
    byte(0xc0U | (code_point >> 6U));
  } else if (code_point < 0x10000U) {
    byte(0xe0U | (code_point >> 12U));
    continuation(6);
  } else {
    byte(0xf0U | (code_point >> 18U));
    continuation(12);
    continuation(6);
  }
  continuation(0);
}

}  // namespace

std::string case_folded(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    const char first = text.front();
    const std::uint32_t code_point = is_ascii(first) ? 0 : take_code_point(text);
    if (code_point != 0) {
      append_utf8(folded, fold(code_point));
    } else {
      folded += ascii_lower(first);
      text.remove_prefix(1);
    }
  }
  return folded;
}

bool equals_folded(std::string_view text, std::string_view folded) {
  std::size_t i = 0;
  for (; i < text.size() && is_ascii(text[i]); ++i) {
    if (i == folded.size() || ascii_lower(text[i]) != folded[i]) return false;
  }
  if (i == text.size()) return i == folded.size();
  return case_folded(text.substr(i)) == folded.substr(i);
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return ascii_lower(c); });
  return lower;
}

}  // namespace strongroom::policy
