#include "iam/principal_tokens.h"

#include <cstdint>
#include <utility>

namespace strongroom::iam {
namespace {

void append_utf8(std::string& to, std::uint32_t code) {
  const auto put = [&to](std::uint32_t byte) { to += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0U | code >> 6U);
    put(0x80U | (code & 0x3fU));
  } else {
    put(0xe0U | code >> 12U);
    put(0x80U | (code >> 6U & 0x3fU));
    put(0x80U | (code & 0x3fU));
  }
}

std::uint32_t hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  return static_cast<std::uint32_t>((c | 0x20) - 'a' + 10) & 0xfU;
}

/// A cursor over JSON that another parser has found to be sound, so that it need not complain.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  /// One level of the document at a time: which member names lead to principals.
  void scan() { descend(Level::Document, {}); }
  std::vector<PrincipalToken> take() { return std::move(found_); }

 private:
  enum class Level : std::uint8_t { Document, Statement, Principal, Type, Other };

  char peek() {
    while (at_ < text_.size() && std::string_view(" \t\n\r,:").contains(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  static Level level_of(Level outer, std::string_view member) {
    if (outer == Level::Document && member == "Statement") return Level::Statement;
    if (outer == Level::Statement && (member == "Principal" || member == "NotPrincipal")) {
      return Level::Principal;
    }
    return outer == Level::Principal ? Level::Type : Level::Other;
  }

  // Depth is bounded by the parser that came before (policy::kMaxDepth); kept here as well.
  void descend(Level level, const std::string& member) {
    if (++depth_ > kDepth) at_ = text_.size();
    switch (peek()) {
      case '{':
        object(level);
        break;
      case '[':
        array(level, member);
        break;
      case '"':
        value(level, member);
        break;
      default:
        skip_literal();
    }
    --depth_;
  }

  void object(Level level) {
    ++at_;
    while (peek() == '"') {
      const std::string member = string();
      descend(level_of(level, member), member);
    }
    if (at_ < text_.size()) ++at_;
  }

  void array(Level level, const std::string& member) {
    ++at_;
    for (char next = peek(); next != ']' && next != '\0'; next = peek()) {
      const std::size_t before = at_;
      descend(level, member);
      if (at_ == before) return;
    }
    if (at_ < text_.size()) ++at_;
  }

  void value(Level level, const std::string& member) {
    const std::size_t offset = at_;
    std::string text = string();
    const bool bare = level == Level::Principal;
    if (!bare && level != Level::Type) return;
    found_.push_back({.type = bare ? std::string() : member,
                      .value = std::move(text),
                      .offset = offset,
                      .size = at_ - offset});
  }

  void skip_literal() {
    while (at_ < text_.size() && !std::string_view(" \t\n\r,:{}[]\"").contains(text_[at_])) ++at_;
  }

  std::string string() {
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') {
        escape(out);
      } else {
        out += text_[at_];
      }
    }
    if (at_ < text_.size()) ++at_;
    return out;
  }

  void escape(std::string& out) {
    if (++at_ >= text_.size()) return;
    if (text_[at_] != 'u') {
      out += text_[at_];  // principals have no control characters: \n is no part of one
      return;
    }
    std::uint32_t code = 0;
    for (int i = 0; i < 4 && at_ + 1 < text_.size(); ++i)
      code = code << 4U | hex_digit(text_[++at_]);
    append_utf8(out, code);
  }

  static constexpr int kDepth = 64;

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::vector<PrincipalToken> found_;
};

}  // namespace

std::vector<PrincipalToken> principal_tokens(std::string_view document) {
  Scanner scanner(document);
  scanner.scan();
  return scanner.take();
}

}  // namespace strongroom::iam
