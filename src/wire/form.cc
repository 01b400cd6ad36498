#include "wire/form.h"

#include "wire/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <new>
#include <utility>

namespace strongroom::wire {
namespace {

std::unexpected<Error> malformed(std::string_view what) {
  return failure(ErrorCode::Serialization, std::string(what));
}

std::unexpected<Error> too_many() {
  return failure(ErrorCode::Serialization,
                 fmt::format("The request has more than {} parameters.", kMostParameters));
}

/// The parts between `&`, still encoded; empty ones are skipped.
class Parts {
 public:
  explicit Parts(std::string_view form) : rest_(form) {}

  std::optional<Parameter> next() {
    while (!rest_.empty()) {
      const std::string_view part = rest_.substr(0, rest_.find('&'));
      rest_.remove_prefix(std::min(part.size() + 1, rest_.size()));
      if (part.empty()) continue;
      const std::size_t equals = part.find('=');
      if (equals == std::string_view::npos) return Parameter{.name = part, .value = {}};
      return Parameter{.name = part.substr(0, equals), .value = part.substr(equals + 1)};
    }
    return std::nullopt;
  }

 private:
  std::string_view rest_;
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The byte that the escape at `at` stands for; -1 when it is none.
int escaped(std::string_view text, std::size_t at) {
  if (text.size() - at < 3) return -1;
  const int high = hex_digit(text[at + 1]);
  const int low = hex_digit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

Result<std::string_view> decoded(std::string_view text, Arena& arena) {
  const std::span<std::byte> room = arena.bytes(text.size());
  auto* const out = reinterpret_cast<char*>(room.data());
  std::size_t size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i] == '+' ? ' ' : text[i];
    if (c == '%') {
      const int byte = escaped(text, i);
      if (byte < 0) return malformed("A parameter has an invalid percent escape.");
      c = static_cast<char>(byte);
      i += 2;
    }
    if (c == '\0') return malformed("A parameter has a NUL character.");
    out[size++] = c;
  }
  const std::string_view result(out, size);
  if (!is_utf8(result)) return malformed("A parameter is not valid UTF-8.");
  return result;
}

/// Takes the number at the front of a name; nothing when there is none, or one with leading zeros,
/// by which two names could mean one element.
std::optional<std::uint32_t> element_number(std::string_view digits) {
  if (digits.empty() || digits[0] == '0') return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

Result<void> take(std::optional<std::string_view>& into, std::string_view encoded, Arena& arena) {
  if (into) return malformed("A parameter is given twice.");
  SR_TRY(into, decoded(encoded, arena));
  return {};
}

}  // namespace

Result<std::span<const Parameter>> parse_form(std::string_view form, Arena& arena) {
  const auto parts = static_cast<std::size_t>(std::ranges::count(form, '&')) + 1;
  // A form of nothing but separators is not worth its room.
  const std::size_t most = std::min(parts, kMostParameters);
  auto* const first =
      static_cast<Parameter*>(arena.allocate(most * sizeof(Parameter), alignof(Parameter)));
  std::size_t count = 0;
  Parts encoded(form);
  while (const auto part = encoded.next()) {
    if (count == kMostParameters) return too_many();
    SR_TRY(const std::string_view name, decoded(part->name, arena));
    SR_TRY(const std::string_view value, decoded(part->value, arena));
    new (first + count++) Parameter{.name = name, .value = value};
  }
  const std::span<Parameter> all(first, count);
  std::ranges::sort(all, {}, &Parameter::name);
  if (std::ranges::adjacent_find(all, {}, &Parameter::name) != all.end()) {
    return malformed("A parameter is given twice.");
  }
  return all;
}

Result<ActionParameters> find_action(std::string_view form, Arena& arena) {
  ActionParameters found;
  Parts encoded(form);
  std::size_t count = 0;
  while (const auto part = encoded.next()) {
    if (count++ == kMostParameters) return too_many();
    SR_TRY(const std::string_view name, decoded(part->name, arena));
    if (name == "Action") SR_CHECK(take(found.action, part->value, arena));
    if (name == "Version") SR_CHECK(take(found.version, part->value, arena));
  }
  return found;
}

FormNode FormNode::member(std::string_view name) const {
  FormNode node;
  const auto rest = [this](const Parameter& parameter) { return rest_of(parameter); };
  const auto self = std::ranges::lower_bound(below_, name, {}, rest);
  if (self != below_.end() && rest(*self) == name) node.self_ = &*self;
  // Names that go on after `name.` stand together, though not always right behind `name`.
  const auto starts = [&](const Parameter& parameter) {
    return rest(parameter).substr(0, name.size() + 1);
  };
  const auto before = [name](std::string_view a) {
    const int order = a.substr(0, name.size()).compare(name);
    if (order != 0 || a.size() == name.size()) return order <= 0;
    return static_cast<unsigned char>(a[name.size()]) < static_cast<unsigned char>('.');
  };
  const auto up_to = [name](std::string_view a) {
    return a.size() == name.size() + 1 && a.back() == '.' && a.starts_with(name);
  };
  const auto first = std::ranges::partition_point(below_, before, starts);
  const auto last = std::ranges::partition_point(first, below_.end(), up_to, starts);
  node.below_ = {first, last};
  node.prefix_ = prefix_ + name.size() + 1;
  return node;
}

std::optional<std::span<const FormNode>> FormNode::numbered(Arena& arena) const {
  auto* const first =
      static_cast<FormNode*>(arena.allocate(below_.size() * sizeof(FormNode), alignof(FormNode)));
  std::size_t count = 0;
  std::string_view last;
  for (const Parameter& parameter : below_) {
    const std::string_view label = rest_of(parameter).substr(0, rest_of(parameter).find('.'));
    const auto number = element_number(label);
    if (!number) return std::nullopt;
    // Of digits only, `1`, `1.a` and `1.b` follow each other when sorted, before `10`.
    if (label == std::exchange(last, label)) continue;
    FormNode* const node = new (first + count++) FormNode(member(label));
    node->number_ = *number;
  }
  const std::span<FormNode> nodes(first, count);
  std::ranges::sort(nodes, {}, &FormNode::number_);
  return nodes;
}

}  // namespace strongroom::wire
