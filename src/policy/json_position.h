#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// A place in a document, as people and simulations count: both from 1. Columns count code points.
struct TextPosition {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const TextPosition&, const TextPosition&) = default;
};
TextPosition position_of(std::string_view text, std::size_t offset);
/// Where one is after reading `text` from `start`.
TextPosition moved(TextPosition start, std::string_view text);

/// Bytes from the first of a value to one past its last.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Where the value of a path such as `Statement[1].Condition.Bool` stands in `text`, which is one
/// sound JSON value. Of a path that leads nowhere, as when an element is missing, the innermost
/// value that is there.
TextRange find_json_value(std::string_view text, std::string_view path);

/// Where the statements of a sound policy document begin and end, in their order.
std::vector<TextRange> statement_ranges(std::string_view text);

}  // namespace strongroom::policy
