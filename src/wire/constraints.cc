#include "wire/constraints.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace strongroom::wire {
namespace {

// A body of many small bad values must not grow to a much larger answer.
constexpr std::size_t kMostViolations = 100;

std::string_view text_at(const Type& type, const void* value) {
  return type.kind == Type::Kind::OwnedText ? *static_cast<const std::string*>(value)
                                            : *static_cast<const std::string_view*>(value);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::int64_t measured(Limits::Measure as, const Type& type, const void* value) {
  switch (as) {
    case Limits::Measure::Characters:
      return static_cast<std::int64_t>(code_points(text_at(type, value)));
    case Limits::Measure::Bytes:
      return static_cast<std::int64_t>(type.kind == Type::Kind::Blob
                                           ? static_cast<const ByteView*>(value)->size()
                                           : text_at(type, value).size());
    case Limits::Measure::Items:
      return static_cast<std::int64_t>(type.items(value).count);
    case Limits::Measure::Value:
      return *static_cast<const std::int64_t*>(value);
    case Limits::Measure::Nothing:
      break;
  }
  return 0;
}

void print(std::string& out, const Type& type, const void* value, std::span<const Field> members);

void print_members(std::string& out, const void* structure, std::span<const Field> members) {
  std::string_view separator = "{";
  for (const Field& field : members) {
    const void* value = field.find(structure);
    if (value == nullptr || field.sensitive) continue;
    out.append(separator).append(lower_camel(field.name)).append("=");
    print(out, *field.type, value, field.members);
    separator = ", ";
  }
  out += separator == "{" ? "{}" : "}";
}

void print_list(std::string& out, const Type& type, const void* list,
                std::span<const Field> members) {
  const Items items = type.items(list);
  const auto* item = static_cast<const std::byte*>(items.first);
  out += type.is_map() ? '{' : '[';
  for (std::size_t i = 0; i < items.count; ++i, item += type.item->size) {
    if (i > 0) out += ", ";
    print(out, *type.item, item, members);
  }
  out += type.is_map() ? '}' : ']';
}

void print(std::string& out, const Type& type, const void* value, std::span<const Field> members) {
  switch (type.kind) {
    case Type::Kind::Text:
    case Type::Kind::OwnedText:
      out += text_at(type, value);
      break;
    case Type::Kind::Boolean:
      out += *static_cast<const bool*>(value) ? "true" : "false";
      break;
    case Type::Kind::Long:
      fmt::format_to(std::back_inserter(out), "{}", *static_cast<const std::int64_t*>(value));
      break;
    case Type::Kind::Time:
      fmt::format_to(std::back_inserter(out), "{}",
                     milliseconds_of(*static_cast<const Timestamp*>(value)) / 1000);
      break;
    case Type::Kind::Blob:  // Bytes say nothing to a reader.
      break;
    case Type::Kind::Structure:
      print_members(out, value, members);
      break;
    case Type::Kind::List:
      print_list(out, type, value, members);
      break;
    case Type::Kind::Entry:
      out.append(*type.key_at(value)).append("=");
      print(out, *type.value, type.value_at(value), members);
      break;
  }
}

}  // namespace

std::string lower_camel(std::string_view name) {
  std::string out(name);
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z')
    out[0] = static_cast<char>(out[0] + 'a' - 'A');
  return out;
}

std::string Path::text() const {
  if (parent == nullptr) return lower_camel(name);
  if (index > 0) return fmt::format("{}.{}.member", parent->text(), index);
  return fmt::format("{}.{}", parent->text(), lower_camel(name));
}

void Violations::add_null(const Path& at) { add_text(" null", at, "Member must not be null"); }

void Violations::check(const Limits& limits, const Type& type, const void* value,
                       std::span<const Field> members, const Path& at) {
  const Value here{.type = type, .at = value, .members = members};
  if (limits.measure != Limits::Measure::Nothing) check_size(limits, here, at);
  if (limits.matches != nullptr || !limits.enum_values.empty()) check_text(limits, here, at);
}

void Violations::check_size(const Limits& limits, const Value& value, const Path& at) {
  const std::int64_t size = measured(limits.measure, value.type, value.at);
  const std::string_view what = limits.measure == Limits::Measure::Value ? "value" : "length";
  if (size < limits.min) {
    add(value, at,
        fmt::format("Member must have {} greater than or equal to {}", what, limits.min));
  }
  if (size > limits.max) {
    add(value, at, fmt::format("Member must have {} less than or equal to {}", what, limits.max));
  }
}

void Violations::check_text(const Limits& limits, const Value& value, const Path& at) {
  const std::string_view text = text_at(value.type, value.at);
  if (limits.matches != nullptr && !limits.matches(text)) {
    add(value, at,
        fmt::format("Member must satisfy regular expression pattern: {}", limits.pattern));
  }
  if (!limits.enum_values.empty() &&
      std::ranges::find(limits.enum_values, text) == limits.enum_values.end()) {
    std::string constraint = "Member must satisfy enum value set";
    if (protocol_ == Protocol::Json) {
      fmt::format_to(std::back_inserter(constraint), ": [{}]", fmt::join(limits.enum_values, ", "));
    }
    add(value, at, constraint);
  }
}

void Violations::add(const Value& value, const Path& at, std::string_view constraint) {
  if (at.sensitive && protocol_ == Protocol::Query) return add_text(" '***'", at, constraint);
  if (at.sensitive || at.unprinted || value.type.leaf()->kind == Type::Kind::Blob) {
    return add_text("", at, constraint);
  }
  std::string printed = " '";
  print(printed, value.type, value.at, value.members);
  printed += '\'';
  add_text(printed, at, constraint);
}

void Violations::add_text(std::string_view value, const Path& at, std::string_view constraint) {
  if (count_ == kMostViolations) return;
  if (count_++ > 0) text_ += "; ";
  fmt::format_to(std::back_inserter(text_), "Value{} at '{}' failed to satisfy constraint: {}",
                 value, at.text(), constraint);
}

Result<void> Violations::outcome() const {
  if (count_ == 0) return {};
  return failure(ErrorCode::Validation, fmt::format("{} validation error{} detected: {}", count_,
                                                    count_ == 1 ? "" : "s", text_));
}

}  // namespace strongroom::wire
