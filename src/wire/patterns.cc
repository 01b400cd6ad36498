#include "wire/patterns.h"

#include "wire/utf8.h"

#include <algorithm>
#include <cstddef>

namespace strongroom::wire::detail {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
constexpr bool is_word_character(char c) { return is_alphanumeric(c) || c == '_'; }

/// Letters, digits, '_' and `others`: `[\w...]*`.
bool is_word_with(std::string_view text, std::string_view others) {
  return std::ranges::all_of(text, [others](char c) {
    return is_word_character(c) || others.find(c) != std::string_view::npos;
  });
}

/// Whether every code point is `allowed`; what is not UTF-8 never is.
template <class Allowed>
bool all_characters(std::string_view text, Allowed allowed) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    if (point.size == 0 || !allowed(point.value)) return false;
    i += point.size;
  }
  return true;
}

bool is_in(std::string_view text, char first, char last) {
  return std::ranges::all_of(text, [=](char c) { return c >= first && c <= last; });
}

constexpr bool is_white_space(char32_t c) { return c == '\t' || c == '\n' || c == '\r'; }

bool is_tag_character(char32_t c) {
  if (c >= 0x80) return c >= 0xa0;  // U+0080 to U+009F are control characters.
  const char ascii = static_cast<char>(c);
  return is_alphanumeric(ascii) || std::string_view(" _.:/=+-@").contains(ascii);
}

}  // namespace

bool is_some_name(std::string_view text) { return !text.empty() && is_name_or_empty(text); }
bool is_name_or_empty(std::string_view text) { return is_word_with(text, "+=,.@-"); }
bool is_external_id(std::string_view text) { return is_word_with(text, "+=,.@:/-"); }
bool is_some_serial_number(std::string_view text) {
  return !text.empty() && is_serial_number_or_empty(text);
}
bool is_serial_number_or_empty(std::string_view text) { return is_word_with(text, "+=/:,.@-"); }
bool is_some_word(std::string_view text) { return !text.empty() && is_word_or_empty(text); }
bool is_word_or_empty(std::string_view text) { return is_word_with(text, {}); }
bool is_some_digits(std::string_view text) { return !text.empty() && is_digits_or_empty(text); }
bool is_digits_or_empty(std::string_view text) { return std::ranges::all_of(text, is_digit); }

bool is_path(std::string_view text) {
  if (text == "/") return true;
  return text.size() >= 3 && text.front() == '/' && text.back() == '/' && is_in(text, '!', '~');
}

bool is_path_prefix(std::string_view text) {
  return text.starts_with('/') && is_in(text, '!', '\x7f');
}

bool is_policy_path(std::string_view text) {
  return text.starts_with('/') && text.ends_with('/') && !text.contains("//") &&
         is_word_with(text, ".,+@=-/");
}

bool is_policy_version_id(std::string_view text) {
  if (text.size() < 2 || text[0] != 'v' || text[1] == '0') return false;
  const std::string_view number = text.substr(1, text.find('.') - 1);
  const std::string_view rest = text.substr(1 + number.size());
  return is_some_digits(number) && (rest.empty() || std::ranges::all_of(rest.substr(1), [](char c) {
                                      return is_alphanumeric(c) || c == '-';
                                    }));
}

bool is_some_latin_text(std::string_view text) {
  return !text.empty() && all_characters(text, [](char32_t c) {
    return is_white_space(c) || (c >= 0x20 && c <= 0xff);
  });
}

bool is_description(std::string_view text) {
  return all_characters(text, [](char32_t c) {
    return is_white_space(c) || (c >= 0x20 && c <= 0x7e) || (c >= 0xa1 && c <= 0xff);
  });
}

bool is_marker(std::string_view text) {
  return !text.empty() && all_characters(text, [](char32_t c) { return c >= 0x20 && c <= 0xff; });
}

bool is_tag_key(std::string_view text) { return !text.empty() && is_tag_value(text); }
bool is_tag_value(std::string_view text) { return all_characters(text, is_tag_character); }

}  // namespace strongroom::wire::detail
