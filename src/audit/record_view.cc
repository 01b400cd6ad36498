#include "audit/record_view.h"

#include "base/byte_block.h"

#include <array>
#include <charconv>
#include <cstdint>

namespace strongroom::audit {
namespace {

/// Where the first quote or backslash is; the size when there is none. Sixteen bytes at a time: the
/// texts of a record are short, and there are many.
std::size_t quote_or_backslash(std::string_view text, std::size_t at) {
  for (; at + kByteBlock <= text.size(); at += kByteBlock) {
    const ByteBlock block = byte_block(text.data() + at);
    const std::size_t first = first_of((block == '"') | (block == '\\'));
    if (first < kByteBlock) return at + first;
  }
  while (at < text.size() && text[at] != '"' && text[at] != '\\') ++at;
  return at;
}

/// Of the text at the beginning, with both quotes; 0 when it does not end.
std::size_t string_length(std::string_view text) {
  std::size_t at = quote_or_backslash(text, 1);
  while (at < text.size() && text[at] == '\\') at = quote_or_backslash(text, at + 2);
  return at < text.size() ? at + 1 : 0;
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

/// The members of an object, one after another, kMostMembers at most.
class MemberWalk {
 public:
  explicit MemberWalk(std::string_view text) : text_(text) {
    const bool braces = text.size() >= 2 && text.front() == '{' && text.back() == '}';
    if (!braces) broken_ = true;
  }

  /// False at the end, and where it is no object of that many members.
  bool next();
  std::string_view name() const { return name_; }
  std::string_view value() const { return value_; }
  /// Where the member begins, at its comma.
  std::size_t member_at() const { return member_at_; }

  /// When `next` has said false: that was the end.
  bool whole() const { return !broken_; }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  bool broken_ = false;
  std::size_t member_at_ = 0;
  std::string_view name_;
  std::string_view value_;
};

bool MemberWalk::next() {
  if (broken_ || at_ + 1 >= text_.size()) return false;
  broken_ = true;  // until all of the member was good
  if (count_++ == kMostMembers) return false;
  member_at_ = at_;
  std::string_view rest = text_.substr(at_ + 1);
  const std::size_t name = rest.starts_with('"') ? string_length(rest) : 0;
  if (name == 0 || !rest.substr(name).starts_with(':')) return false;
  name_ = rest.substr(1, name - 2);
  rest.remove_prefix(name + 1);
  const std::size_t value = value_length(rest);
  if (value == 0 || value == rest.size()) return false;
  value_ = rest.substr(0, value);
  rest.remove_prefix(value);
  at_ = text_.size() - rest.size();
  broken_ = rest.front() != (rest.size() > 1 ? ',' : '}');
  return !broken_;
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
  MemberWalk walk(text);
  std::optional<RecordView> view(std::in_place);
  for (; walk.next(); ++view->count_) {
    view->members_[view->count_] = {.name = walk.name(), .value = walk.value()};
    view->last_member_at_ = walk.member_at();
  }
  if (!walk.whole()) view.reset();
  return view;
}

bool read_members(std::string_view object, std::initializer_list<WantedMember> wanted) {
  MemberWalk walk(object);
  std::size_t missing = wanted.size();
  while (missing > 0 && walk.next()) {
    const std::string_view name = walk.name();
    for (const WantedMember& member : wanted) {
      if (member.name.size() != name.size() || member.name.back() != name.back() ||
          member.name != name) {
        continue;  // mostly without a call
      }
      if (member.value->empty()) {
        *member.value = walk.value();
        --missing;
      }
      break;
    }
  }
  return walk.whole();
}

std::string_view RecordView::raw(std::string_view name) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (members_[i].name == name) return members_[i].value;
  }
  return {};
}

std::string_view RecordView::text(std::string_view name) const { return text_in(raw(name)); }

std::string_view text_in(std::string_view value) {
  if (value.size() < 2 || value.front() != '"') return {};
  return value.substr(1, value.size() - 2);
}

std::string unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = text.find('\\'); at < text.size() - 1; at = text.find('\\')) {
    out.append(text.substr(0, at));
    text.remove_prefix(at + 1);
    text.remove_prefix(append_escaped(out, text));
  }
  out.append(text);
  return out;
}

}  // namespace strongroom::audit
