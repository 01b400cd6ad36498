#include "base/encoding.h"
#include "wire/arena_json.h"
#include "wire/aws_json.h"
#include "wire/constraints.h"
#include "wire/repeated_member.h"

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <cmath>
#include <string>

namespace strongroom::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostDepth = 32;

std::unexpected<Error> mismatch(const json::value& value, std::string_view wanted) {
  std::string_view found;
  switch (value.kind()) {
    case json::kind::object:
      return failure(ErrorCode::Serialization,
                     "Start of structure or map found where not expected.");
    case json::kind::array:
      return failure(ErrorCode::Serialization, "Start of list found where not expected");
    case json::kind::string:
      found = "STRING_VALUE";
      break;
    case json::kind::bool_:
      found = value.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
      break;
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_:
      found = "NUMBER_VALUE";
      break;
    case json::kind::null:
      found = "NULL_VALUE";
      break;
  }
  return failure(ErrorCode::Serialization,
                 fmt::format("{} can not be converted to {}", found, wanted));
}

class Decoder {
 public:
  explicit Decoder(Arena& arena) : arena_(arena) {}

  Result<void> members(std::span<const Field> fields, const json::object& from, void* structure,
                       const Path* parent) {
    for (const Field& field : fields) {
      const Path path{.parent = parent,
                      .name = field.name,
                      .sensitive = field.sensitive || (parent != nullptr && parent->sensitive),
                      .unprinted = field.unprinted};
      const json::value* found = from.if_contains(field.name);
      if (found == nullptr || found->is_null()) {
        if (field.required) violations_.add_null(path);
        continue;
      }
      void* value = field.place(structure);
      SR_CHECK(decode(*field.type, *found, value, field, path));
      violations_.check(field.limits, *field.type, value, field.members, path);
    }
    return {};
  }

  Result<void> outcome() const { return violations_.outcome(); }
  bool found_map() const { return found_map_; }

 private:
  // `field` is the member that `to` is, or that it is an element of.
  Result<void> decode(const Type& type, const json::value& from, void* to, const Field& field,
                      const Path& path) {
    switch (type.kind) {
      case Type::Kind::Text:
        if (!from.is_string()) return mismatch(from, "a String");
        *static_cast<std::string_view*>(to) = view(from.get_string());
        return {};
      case Type::Kind::OwnedText:
        if (!from.is_string()) return mismatch(from, "a String");
        *static_cast<std::string*>(to) = view(from.get_string());
        return {};
      case Type::Kind::Boolean:
        if (!from.is_bool()) return mismatch(from, "a Boolean");
        *static_cast<bool*>(to) = from.get_bool();
        return {};
      case Type::Kind::Long:  // A number beyond 64 bits, or written with point or exponent, is
                              // none.
        if (!from.is_int64()) return mismatch(from, "a Long");
        *static_cast<std::int64_t*>(to) = from.get_int64();
        return {};
      case Type::Kind::Blob:
        return blob(from, *static_cast<ByteView*>(to));
      case Type::Kind::Time:
        return time(from, *static_cast<Timestamp*>(to));
      case Type::Kind::Structure:
        if (!from.is_object()) return mismatch(from, "a Structure");
        return members(field.members, from.get_object(), to, &path);
      case Type::Kind::List:
        return type.is_map() ? map(type, from, to, field, path) : list(type, from, to, field, path);
      case Type::Kind::Entry:  // Decoded by map().
        break;
    }
    return {};
  }

  Result<void> blob(const json::value& from, ByteView& to) {
    if (!from.is_string()) return mismatch(from, "a Blob");
    const std::string_view text = view(from.get_string());
    const auto bytes = decode_base64(text, arena_.bytes(base64_decoded_bound(text.size())));
    if (!bytes) return failure(ErrorCode::Serialization, "A Blob is not valid base64");
    to = *bytes;
    return {};
  }

  static Result<void> time(const json::value& from, Timestamp& to) {
    constexpr double kLatest = 253402300800;  // The year 10000.
    if (!from.is_number()) return mismatch(from, "a Timestamp");
    const auto seconds = from.to_number<double>();
    if (std::abs(seconds) >= kLatest) return mismatch(from, "a Timestamp");
    to = timestamp_of(std::llround(seconds * 1000));
    return {};
  }

  Result<void> list(const Type& type, const json::value& from, void* to, const Field& field,
                    const Path& path) {
    if (!from.is_array()) return expected(from, "Expected list or null");
    const json::array& array = from.get_array();
    auto* item = static_cast<std::byte*>(type.resize(to, array.size(), arena_));
    for (std::size_t i = 0; i < array.size(); ++i, item += type.item->size) {
      const Path here{.parent = &path, .name = {}, .index = i + 1, .sensitive = path.sensitive};
      if (array[i].is_null()) {
        violations_.add_null(here);
        continue;
      }
      SR_CHECK(decode(*type.item, array[i], item, field, here));
      violations_.check(field.item_limits, *type.item, item, field.members, here);
    }
    return {};
  }

  Result<void> map(const Type& type, const json::value& from, void* to, const Field& field,
                   const Path& path) {
    if (!from.is_object()) return expected(from, "Expected map or null");
    found_map_ = true;
    const json::object& object = from.get_object();
    auto* entry = static_cast<std::byte*>(type.resize(to, object.size(), arena_));
    for (const auto& [key, value] : object) {
      const Path here{.parent = &path, .name = view(key), .sensitive = path.sensitive};
      *type.item->key_of(entry) = view(key);
      if (value.is_null()) {
        violations_.add_null(here);
      } else {
        SR_CHECK(decode(*type.item->value, value, type.item->value_of(entry), field, here));
      }
      entry += type.item->size;
    }
    return {};
  }

  static std::unexpected<Error> expected(const json::value& from, std::string_view text) {
    if (from.is_structured()) return mismatch(from, {});
    return failure(ErrorCode::Serialization, std::string(text));
  }

  static std::string_view view(json::string_view text) { return {text.data(), text.size()}; }

  Arena& arena_;
  Violations violations_{Protocol::Json};
  bool found_map_ = false;
};

Result<json::value> parse(std::string_view body, const json::storage_ptr& storage) {
  json::parse_options options;
  options.max_depth = kMostDepth;
  json::parser parser(storage, options);
  parser.reset(storage);
  json::error_code error;
  parser.write(body.data(), body.size(), error);
  if (error) return failure(ErrorCode::Serialization, "The request body is not valid JSON");
  return parser.release();
}

}  // namespace

Result<void> decode(std::span<const Field> fields, std::string_view body, void* structure,
                    Arena& arena) {
  // AWS's JSON services answer an empty body so too: every SDK sends at least `{}`, and what sends
  // nothing has lost its input on the way.
  if (body.empty()) return failure(ErrorCode::Serialization, "The request body is empty");
  ArenaResource resource(arena);
  SR_TRY(const json::value root, parse(body, json::storage_ptr(&resource)));
  if (!root.is_object()) return failure(ErrorCode::Serialization, "Expected structure or null");
  Decoder decoder(arena);
  SR_CHECK(decoder.members(fields, root.get_object(), structure, nullptr));
  // Of what stands twice in an encryption context nobody could say which was meant.
  if (decoder.found_map() && repeats_a_member(body, root)) {
    return failure(ErrorCode::Serialization, "A key of a map stands twice.");
  }
  return decoder.outcome();
}

}  // namespace strongroom::wire
