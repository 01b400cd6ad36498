#pragma once

#include <cstddef>
#include <string_view>

namespace strongroom::wire {

/// A character of a text and how many bytes it takes.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< 0: the bytes are not UTF-8 (RFC 3629, section 4).
};

/// The character that begins at `at`, which lies within the text.
CodePoint code_point_at(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

}  // namespace strongroom::wire
