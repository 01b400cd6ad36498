#pragma once

#include <string>
#include <string_view>

namespace strongroom::policy {

/// Unicode simple case folding of a UTF-8 text. Bytes that are no UTF-8 stay as they are.
std::string case_folded(std::string_view text);

/// Whether `text`, folded, is `folded`. Does not allocate while `text` is ASCII.
bool equals_folded(std::string_view text, std::string_view folded);

/// Lower case of ASCII letters alone, for names that can hold nothing else.
constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string ascii_lower(std::string_view text);

}  // namespace strongroom::policy
