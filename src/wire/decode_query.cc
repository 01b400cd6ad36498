#include "base/encoding.h"
#include "wire/aws_query.h"
#include "wire/constraints.h"
#include "wire/form.h"
#include "wire/iso_time.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

namespace strongroom::wire {
namespace {

// How Query writes a list `Tags.member.1.Key` and a map `Counts.entry.1.key`.
constexpr std::string_view kItem = "member";
constexpr std::string_view kEntry = "entry";
constexpr std::string_view kKey = "key";
constexpr std::string_view kValue = "value";

std::string_view tag_of(const Type& list) { return list.is_map() ? kEntry : kItem; }

/// Never shows the value: it may be a secret.
std::unexpected<Error> mismatch(const Path& at, std::string_view wanted) {
  return failure(ErrorCode::Serialization,
                 fmt::format("The value of '{}' can not be converted to {}", at.text(), wanted));
}

/// Whether the form says anything of a member of this type. Names that go on below a member that
/// has none, as in `UserName.x`, are unknown parameters.
bool is_present(const Type& type, const FormNode& node) {
  if (node.has_value()) return true;
  if (type.kind == Type::Kind::Structure) return node.has_members();
  return type.kind == Type::Kind::List && node.member(tag_of(type)).has_members();
}

class QueryDecoder {
 public:
  explicit QueryDecoder(Arena& arena) : arena_(arena) {}

  Result<void> members(std::span<const Field> fields, const FormNode& from, void* structure,
                       const Path* parent) {
    for (const Field& field : fields) {
      const Path path{.parent = parent,
                      .name = field.name,
                      .sensitive = field.sensitive || (parent != nullptr && parent->sensitive),
                      .unprinted = field.unprinted};
      const FormNode node = from.member(field.name);
      if (!is_present(*field.type, node)) {
        if (field.required) violations_.add_null(path);
        continue;
      }
      void* value = field.place(structure);
      SR_CHECK(decode(*field.type, node, value, field, path));
      violations_.check(field.limits, *field.type, value, field.members, path);
    }
    return {};
  }

  Result<void> outcome() const { return violations_.outcome(); }

 private:
  // `field` is the member that `to` is, or that it is an element of.
  Result<void> decode(const Type& type, const FormNode& from, void* to, const Field& field,
                      const Path& path) {
    if (type.kind == Type::Kind::Structure || type.kind == Type::Kind::List) {
      if (from.has_value() && !from.value().empty()) {
        return mismatch(path, type.kind == Type::Kind::List ? "a List" : "a Structure");
      }
      if (type.kind == Type::Kind::Structure) return members(field.members, from, to, &path);
      return list(type, from, to, field, path);
    }
    // An element of a list that has only names below it.
    if (!from.has_value()) return mismatch(path, "a simple value");
    return scalar(type, from.value(), to, path);
  }

  Result<void> scalar(const Type& type, std::string_view from, void* to, const Path& path) {
    switch (type.kind) {
      case Type::Kind::Text:
        *static_cast<std::string_view*>(to) = from;
        return {};
      case Type::Kind::OwnedText:
        *static_cast<std::string*>(to) = from;
        return {};
      case Type::Kind::Boolean:
        if (from != "true" && from != "false") return mismatch(path, "a Boolean");
        *static_cast<bool*>(to) = from == "true";
        return {};
      case Type::Kind::Long: {
        const char* const end = from.data() + from.size();
        const auto [stop, error] =
            std::from_chars(from.data(), end, *static_cast<std::int64_t*>(to));
        return error == std::errc() && stop == end ? Result<void>() : mismatch(path, "a Long");
      }
      case Type::Kind::Blob:
        return blob(from, *static_cast<ByteView*>(to), path);
      case Type::Kind::Time:
        return time(from, *static_cast<Timestamp*>(to), path);
      case Type::Kind::Structure:
      case Type::Kind::List:
      case Type::Kind::Entry:  // Decoded by their own functions.
        break;
    }
    return {};
  }

  Result<void> blob(std::string_view from, ByteView& to, const Path& path) {
    const auto bytes = decode_base64(from, arena_.bytes(base64_decoded_bound(from.size())));
    if (!bytes) return mismatch(path, "a Blob");
    to = *bytes;
    return {};
  }

  static Result<void> time(std::string_view from, Timestamp& to, const Path& path) {
    const auto at = parse_iso_time(from);
    if (!at) return mismatch(path, "a Timestamp");
    to = *at;
    return {};
  }

  Result<void> list(const Type& type, const FormNode& from, void* to, const Field& field,
                    const Path& path) {
    const auto nodes = from.member(tag_of(type)).numbered(arena_);
    if (!nodes) return mismatch(path, "a List");
    auto* item = static_cast<std::byte*>(type.resize(to, nodes->size(), arena_));
    std::size_t index = 0;
    for (const FormNode& node : *nodes) {
      const Path here{.parent = &path, .name = {}, .index = ++index, .sensitive = path.sensitive};
      if (type.is_map()) {
        SR_CHECK(entry(*type.item, node, item, field, here));
      } else {
        SR_CHECK(decode(*type.item, node, item, field, here));
        violations_.check(field.item_limits, *type.item, item, field.members, here);
      }
      item += type.item->size;
    }
    return {};
  }

  Result<void> entry(const Type& type, const FormNode& from, void* to, const Field& field,
                     const Path& path) {
    const FormNode key = from.member(kKey);
    const FormNode value = from.member(kValue);
    if (!key.has_value()) return mismatch(path, "an entry of a map");
    *type.key_of(to) = key.value();
    const Path here{.parent = path.parent, .name = key.value(), .sensitive = path.sensitive};
    if (is_present(*type.value, value))
      return decode(*type.value, value, type.value_of(to), field, here);
    violations_.add_null(here);
    return {};
  }

  Arena& arena_;
  Violations violations_{Protocol::Query};
};

}  // namespace

Result<QueryCall> query_call(std::string_view form, Arena& arena) {
  SR_TRY(const ActionParameters found, find_action(form, arena));
  return QueryCall{.action = found.action.value_or(""), .version = found.version.value_or("")};
}

Error unknown_action(const QueryCall& call) {
  constexpr std::size_t kMostShown = 128;  // Longer ones are not worth an answer of their size.
  return {ErrorCode::UnknownOperation,
          fmt::format("Could not find operation {} for version {}",
                      call.action.substr(0, kMostShown), call.version.substr(0, kMostShown))};
}

Result<void> decode_query(std::span<const Field> fields, std::string_view form, void* structure,
                          Arena& arena) {
  SR_TRY(const std::span<const Parameter> parameters, parse_form(form, arena));
  QueryDecoder decoder(arena);
  SR_CHECK(decoder.members(fields, FormNode(parameters), structure, nullptr));
  return decoder.outcome();
}

}  // namespace strongroom::wire
