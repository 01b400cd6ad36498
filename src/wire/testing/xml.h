#pragma once

#include "wire/utf8.h"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// For tests: reads what our encoder may write, strictly, and turns an answer into the form that a
/// client would send to say the same.
namespace strongroom::wire::testing {

struct XmlElement {
  std::string name;
  std::string xmlns;
  std::string text;
  std::vector<XmlElement> children;

  /// The first child of that name; nullptr when there is none.
  const XmlElement* child(std::string_view child_name) const {
    for (const XmlElement& element : children) {
      if (element.name == child_name) return &element;
    }
    return nullptr;
  }
};

/// A tiny part of XML 1.0: elements, xmlns, text with predefined and decimal references. Whatever
/// else there is (also a carriage return, which parsers change) counts as not well-formed.
class XmlReader {
 public:
  static std::optional<XmlElement> read(std::string_view document) {
    XmlReader reader(document);
    auto root = reader.element(0);
    reader.take("\n");
    return root && reader.rest_.empty() ? root : std::nullopt;
  }

 private:
  static constexpr int kMostDepth = 64;

  explicit XmlReader(std::string_view document) : rest_(document) {}

  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  std::string name() {
    std::string name;
    while (!rest_.empty() && (std::isalnum(static_cast<unsigned char>(rest_[0])) != 0)) {
      name += rest_[0];
      rest_.remove_prefix(1);
    }
    return name;
  }

  /// Characters up to the next one of `stops`.
  std::optional<std::string> characters(std::string_view stops) {
    std::string text;
    while (!rest_.empty() && stops.find(rest_[0]) == std::string_view::npos) {
      const CodePoint point = code_point_at(rest_, 0);
      const bool control = point.value < 0x20 && point.value != '\n' && point.value != '\t';
      const bool allowed = !control && point.value != 0xfffe && point.value != 0xffff;
      if (point.size == 0 || !allowed || rest_[0] == '<' || rest_[0] == '>') return std::nullopt;
      if (rest_[0] == '&') {
        const auto c = reference();
        if (!c) return std::nullopt;
        text += *c;
        continue;
      }
      text += rest_.substr(0, point.size);
      rest_.remove_prefix(point.size);
    }
    return text;
  }

  std::optional<char> reference() {
    static constexpr std::array<std::pair<std::string_view, char>, 6> kReferences = {
        {{"&amp;", '&'},
         {"&lt;", '<'},
         {"&gt;", '>'},
         {"&quot;", '"'},
         {"&#39;", '\''},
         {"&#13;", '\r'}}};
    for (const auto& [text, c] : kReferences) {
      if (take(text)) return c;
    }
    return std::nullopt;
  }

  std::optional<XmlElement> element(int depth) {
    XmlElement element;
    if (depth > kMostDepth || !take("<")) return std::nullopt;
    element.name = name();
    if (element.name.empty()) return std::nullopt;
    if (take(" xmlns=\"")) {
      const auto value = characters("\"");
      if (!value || !take("\"")) return std::nullopt;
      element.xmlns = *value;
    }
    if (take("/>")) return element;
    if (!take(">") || !content(element, depth)) return std::nullopt;
    return take("</" + element.name + ">") ? std::optional(std::move(element)) : std::nullopt;
  }

  bool content(XmlElement& element, int depth) {
    while (true) {
      const auto text = characters("<");
      if (!text || rest_.empty()) return false;
      element.text += *text;
      if (rest_.starts_with("</")) return true;
      auto child = this->element(depth + 1);
      if (!child) return false;
      element.children.push_back(*std::move(child));
    }
  }

  std::string_view rest_;
};

inline std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

/// `Tags.member.1.Key=a&...` for what is below `element`; siblings called `member` or `entry` are
/// numbered.
inline void append_form(std::string& form, const XmlElement& element, const std::string& prefix) {
  std::map<std::string, int> numbers;
  for (const XmlElement& child : element.children) {
    std::string name = prefix + child.name;
    if (child.name == "member" || child.name == "entry") {
      name += fmt::format(".{}", ++numbers[child.name]);
    }
    if (child.children.empty()) {
      form += fmt::format("&{}={}", percent_encoded(name), percent_encoded(child.text));
    } else {
      append_form(form, child, name + ".");
    }
  }
}

/// The form that says what the `<XResult>` of an answer says; nothing when the answer is not
/// well-formed, or not an answer to `operation`.
inline std::optional<std::string> form_of_answer(std::string_view xml, std::string_view operation) {
  const auto root = XmlReader::read(xml);
  const auto named = [&](std::string_view suffix) {
    return std::string(operation) + std::string(suffix);
  };
  if (!root || root->name != named("Response")) return std::nullopt;
  const XmlElement* result = root->child(named("Result"));
  const XmlElement* metadata = root->child("ResponseMetadata");
  if (result == nullptr || metadata == nullptr || metadata->child("RequestId") == nullptr) {
    return std::nullopt;
  }
  std::string form = "Action=" + std::string(operation);
  append_form(form, *result, "");
  return form;
}

}  // namespace strongroom::wire::testing
