#include "policy/json_position.h"

#include "policy/strict_json.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace strongroom::policy {
namespace {

// Walks over text that is known to be sound JSON; anything else ends the walk early.
class Walker {
 public:
  Walker(std::string_view text, std::size_t at) : text_(text), at_(at) { skip_blanks(); }

  std::size_t at() const { return at_; }
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  // Goes behind the value that starts here.
  TextRange take_value() {
    const std::size_t begin = at_;
    if (next() == '"') {
      take_string();
    } else if (next() == '{' || next() == '[') {
      take_nested();
    } else {
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
    return {.begin = begin, .end = at_};
  }

  // True when it stood here; blanks behind it are skipped as well.
  bool take(char c) {
    skip_blanks();
    if (next() != c) return false;
    ++at_;
    skip_blanks();
    return true;
  }

 private:
  void skip_blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  void take_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, text_.size());
  }

  void take_nested() {
    std::size_t depth = 0;
    do {
      const char c = next();
      if (c == '"') {
        take_string();
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    } while (depth > 0 && at_ < text_.size());
  }

  std::string_view text_;
  std::size_t at_;
};

std::string name_of(std::string_view quoted) {
  if (!quoted.contains('\\')) return std::string(quoted.substr(1, quoted.size() - 2));
  const auto json = parse_strict_json(quoted);
  return json ? json->text : std::string();
}

// Calls `visit(name, value)` for the members of the object at `at`, until it returns true.
template <typename Visit>
void each_member(std::string_view text, std::size_t at, const Visit& visit) {
  Walker walker(text, at);
  if (!walker.take('{')) return;
  while (walker.next() == '"') {
    const TextRange name = walker.take_value();
    if (!walker.take(':')) return;
    const TextRange value = walker.take_value();
    if (visit(name_of(text.substr(name.begin, name.end - name.begin)), value)) return;
    if (!walker.take(',')) return;
  }
}

std::vector<TextRange> items_at(std::string_view text, std::size_t at) {
  std::vector<TextRange> items;
  Walker walker(text, at);
  if (!walker.take('[') || walker.next() == ']') return items;
  do items.push_back(walker.take_value());
  while (walker.take(','));
  return items;
}

// Takes `[7]` off the front of `path`.
std::optional<std::size_t> take_index(std::string_view& path) {
  const std::size_t end = path.find(']');
  if (!path.starts_with('[') || end == path.npos) return std::nullopt;
  std::size_t index = 0;
  std::from_chars(path.data() + 1, path.data() + end, index);
  path.remove_prefix(end + 1);
  return index;
}

// One step into `value`; nothing when the path leads no further.
std::optional<TextRange> take_step(std::string_view text, TextRange value, std::string_view& path) {
  if (const auto index = take_index(path)) {
    const auto items = items_at(text, value.begin);
    return *index < items.size() ? std::optional(items[*index]) : std::nullopt;
  }
  if (path.starts_with('.')) path.remove_prefix(1);
  std::optional<TextRange> found;
  std::size_t longest = 0;  // names may hold dots themselves
  each_member(text, value.begin, [&](const std::string& name, TextRange member) {
    const bool ends =
        path.size() == name.size() ||
        (path.size() > name.size() && (path[name.size()] == '.' || path[name.size()] == '['));
    if (path.starts_with(name) && ends && (!found || name.size() > longest)) {
      found = member;
      longest = name.size();
    }
    return false;
  });
  path.remove_prefix(found ? longest : 0);
  return found;
}

}  // namespace

TextPosition position_of(std::string_view text, std::size_t offset) {
  return moved({}, text.substr(0, offset));
}

TextPosition moved(TextPosition start, std::string_view text) {
  const auto is_first_byte = [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
  };
  if (const std::size_t newline = text.rfind('\n'); newline != text.npos) {
    start.line += static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
    start.column = 1;
    text.remove_prefix(newline + 1);
  }
  start.column += static_cast<std::uint32_t>(std::ranges::count_if(text, is_first_byte));
  return start;
}

TextRange find_json_value(std::string_view text, std::string_view path) {
  TextRange value = Walker(text, 0).take_value();
  while (!path.empty()) {
    const auto inner = take_step(text, value, path);
    if (!inner) break;
    value = *inner;
  }
  return value;
}

std::vector<TextRange> statement_ranges(std::string_view text) {
  std::vector<TextRange> ranges;
  each_member(text, 0, [&](const std::string& name, TextRange value) {
    if (name != "Statement") return false;
    ranges = items_at(text, value.begin);
    if (ranges.empty()) ranges.push_back(value);
    return true;
  });
  return ranges;
}

}  // namespace strongroom::policy
