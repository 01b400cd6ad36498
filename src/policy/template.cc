#include "policy/template.h"

#include "policy/glob.h"

#include <algorithm>
#include <utility>

namespace strongroom::policy {
namespace {

// Longer than anything a request can hold, so that nothing that could match is cut off.
constexpr std::size_t kMaxResolved = std::size_t{64} * 1024;

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool is_escape(std::string_view inside) { return inside == "*" || inside == "?" || inside == "$"; }

// Calls `literal` and `variable` for the parts of `text` in their order. What has no end is
// literal.
template <typename Literal, typename Inside>
void take_apart(std::string_view text, const Literal& literal, const Inside& inside) {
  while (true) {
    const std::size_t start = text.find("${");
    const std::size_t end = start == text.npos ? text.npos : text.find('}', start);
    if (end == text.npos) return literal(text);
    literal(text.substr(0, start));
    inside(text.substr(start + 2, end - start - 2));
    text.remove_prefix(end + 1);
  }
}

Variable parse_variable(std::string_view inside) {
  const std::size_t comma = inside.find(',');
  Variable variable{.key = parse_condition_key(trimmed(inside.substr(0, comma))), .fallback = {}};
  if (comma == inside.npos) return variable;
  const std::string_view fallback = trimmed(inside.substr(comma + 1));
  if (fallback.size() >= 2 && fallback.starts_with('\'') && fallback.ends_with('\'')) {
    variable.fallback = fallback.substr(1, fallback.size() - 2);
  }
  return variable;
}

}  // namespace

Template Template::parse(std::string_view text, DocumentVersion version, Wildcards wildcards) {
  Template result;
  result.wildcards_ = wildcards;
  if (version == DocumentVersion::V2008) {
    result.add_literal(text);
    return result;
  }
  take_apart(
      text, [&](std::string_view literal) { result.add_literal(literal); },
      [&](std::string_view inside) { result.add_variable(inside); });
  return result;
}

void Template::add_literal(std::string_view text) {
  if (wildcards_ == Wildcards::Active) {
    append_pattern(tail_, text);
  } else {
    tail_ += text;
  }
}

void Template::add_variable(std::string_view inside) {
  if (is_escape(inside)) {
    tail_ += inside;
  } else {
    pieces_.push_back({.before = std::exchange(tail_, {}), .variable = parse_variable(inside)});
  }
}

std::optional<std::string_view> Template::resolve(ConditionContext& context,
                                                  std::string& buffer) const {
  if (fixed()) return tail_;
  buffer.clear();
  for (const auto& [before, variable] : pieces_) {
    std::optional<std::string_view> value = context.find(variable.key).as_variable();
    if (!value) value = variable.fallback;
    // A value that is no UTF-8 could smuggle in a wildcard.
    if (!value || !can_stand_in_pattern(*value)) return std::nullopt;
    if (buffer.size() + before.size() + value->size() > kMaxResolved) return std::nullopt;
    buffer.append(before).append(*value);
  }
  buffer += tail_;
  return buffer;
}

std::vector<std::string_view> variable_names(std::string_view text) {
  std::vector<std::string_view> names;
  take_apart(
      text, [](std::string_view) {},
      [&](std::string_view inside) {
        const std::string_view name = trimmed(inside.substr(0, inside.find(',')));
        if (!is_escape(inside) && !name.empty()) names.push_back(name);
      });
  return names;
}

}  // namespace strongroom::policy
