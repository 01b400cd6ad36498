#include "audit/record_view.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace strongroom::audit {
namespace {

/// Of the text at the beginning, with both quotes; 0 when it does not end.
std::size_t string_length(std::string_view text) {
  for (std::size_t at = text.find('"', 1); at != std::string_view::npos;
       at = text.find('"', at + 1)) {
    const std::size_t before = text.find_last_not_of('\\', at - 1);
    if ((at - before) % 2 == 1) return at + 1;  // else it is escaped
  }
  return 0;
}

constexpr auto kStructural = [] {
  std::array<bool, 256> structural{};
  for (const char c : {'"', '{', '}', '[', ']'}) structural[static_cast<unsigned char>(c)] = true;
  return structural;
}();

/// Of an object or array: brackets are counted, whichever they are.
std::size_t nested_length(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!kStructural[static_cast<unsigned char>(text[at])]) {
      ++at;
      continue;
    }
    switch (text[at]) {
      case '"': {
        const std::size_t length = string_length(text.substr(at));
        if (length == 0) return 0;
        at += length;
        break;
      }
      case '{':
      case '[':
        ++depth;
        ++at;
        break;
      default:
        ++at;
        if (--depth == 0) return at;
    }
  }
  return 0;
}

void append_utf8(std::string& out, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xc0 | code >> 6);
  } else {
    byte(0xe0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3f));
  }
  byte(0x80 | (code & 0x3f));
}

/// What our writer escapes: one character, or `\u` with four digits below the surrogates.
std::size_t append_escaped(std::string& out, std::string_view escape) {
  switch (escape[0]) {
    case 'n':
      out += '\n';
      return 1;
    case 'r':
      out += '\r';
      return 1;
    case 't':
      out += '\t';
      return 1;
    case 'u': {
      std::uint32_t code = 0;
      const char* const end = escape.data() + 5;
      if (escape.size() < 5 || std::from_chars(escape.data() + 1, end, code, 16).ptr != end) break;
      append_utf8(out, code);
      return 5;
    }
    default:
      break;
  }
  out += escape[0];
  return 1;
}

}  // namespace

std::size_t value_length(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == '"') return string_length(text);
  if (text[0] == '{' || text[0] == '[') return nested_length(text);
  const std::size_t end = text.find_first_of(",}]");
  return end == std::string_view::npos ? text.size() : end;
}

std::optional<RecordView> RecordView::parse(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return std::nullopt;
  RecordView view;
  for (std::size_t at = 0; at + 1 < text.size();) {
    if (view.count_ == kMostMembers) return std::nullopt;
    view.last_member_at_ = at++;
    const std::size_t name = text.substr(at).starts_with('"') ? string_length(text.substr(at)) : 0;
    if (name == 0 || !text.substr(at + name).starts_with(':')) return std::nullopt;
    const std::string_view rest = text.substr(at + name + 1);
    const std::size_t value = value_length(rest);
    if (value == 0) return std::nullopt;
    view.members_[view.count_++] = {.name = text.substr(at + 1, name - 2),
                                    .value = rest.substr(0, value)};
    at += name + 1 + value;
    const bool more = at + 1 < text.size();
    if (at >= text.size() || text[at] != (more ? ',' : '}')) return std::nullopt;
  }
  return view;
}

std::string_view RecordView::raw(std::string_view name) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (members_[i].name == name) return members_[i].value;
  }
  return {};
}

std::string_view RecordView::text(std::string_view name) const {
  const std::string_view value = raw(name);
  if (value.size() < 2 || value.front() != '"') return {};
  return value.substr(1, value.size() - 2);
}

std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at++];
    } else {
      at += 1 + append_escaped(out, text.substr(at + 1));
    }
  }
  return out;
}

}  // namespace strongroom::audit
