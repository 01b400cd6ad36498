#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/clock.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// Tables that say how a structure looks on the wire: one row per member, made at compile time.
/// The same table decodes, validates and encodes, in AWS JSON (aws_json.h) and in Query
/// (aws_query.h). A worked example is in README.md.
///
/// Types a member may have, each also in std::optional, where nullopt means absent:
///   std::string_view, std::string, bool, std::int64_t, ByteView (base64), Timestamp,
///   a structure with a shape of its own, and std::span<const T> or std::vector<T> of any of these;
///   a list of std::pair<std::string_view, T> is a map that keeps its order: a JSON object, or
///   `<entry>` elements.
/// What is decoded into std::string_view, ByteView and std::span lives in the request's arena.
namespace strongroom::wire {

struct Type;

/// A list's elements, side by side.
struct Items {
  const void* first;
  std::size_t count;
};

/// How a value of some C++ type is reached through a void pointer. Use `kTypeOf<T>`.
struct Type {
  enum class Kind : std::uint8_t {
    Text,       // std::string_view
    OwnedText,  // std::string
    Boolean,
    Long,
    Blob,
    Time,
    Structure,  // its members are in Field::members
    List,
    Entry,  // one pair of a map
  };

  Kind kind;
  std::size_t size;  ///< sizeof(T): from one element of a list to the next.

  // Of a list.
  const Type* item = nullptr;
  Items (*items)(const void* list) = nullptr;
  /// Makes the list `count` elements long, each as T{} makes it, and returns the first.
  void* (*resize)(void* list, std::size_t count, Arena& arena) = nullptr;

  // Of an entry.
  const Type* value = nullptr;
  std::string_view* (*key_of)(void* entry) = nullptr;
  void* (*value_of)(void* entry) = nullptr;
  const std::string_view* (*key_at)(const void* entry) = nullptr;
  const void* (*value_at)(const void* entry) = nullptr;

  constexpr bool is_map() const { return item != nullptr && item->kind == Kind::Entry; }
  /// What the elements of a list or a map, or of lists in it, are in the end.
  constexpr const Type* leaf() const {
    if (item != nullptr) return item->leaf();
    return value != nullptr ? value->leaf() : this;
  }
};

namespace detail {

template <class T>
struct IsPair : std::false_type {};
template <class T>
struct IsPair<std::pair<std::string_view, T>> : std::true_type {};

template <class T>
struct ItemOf : std::type_identity<void> {};
template <class T>
struct ItemOf<std::span<const T>> : std::type_identity<T> {};
template <class T>
struct ItemOf<std::vector<T>> : std::type_identity<T> {};
template <>
struct ItemOf<ByteView> : std::type_identity<void> {};

template <class T>
struct Present : std::type_identity<T> {};
template <class T>
struct Present<std::optional<T>> : std::type_identity<T> {};

template <class List>
Items items(const void* list) {
  const auto& typed = *static_cast<const List*>(list);
  return {typed.data(), typed.size()};
}

template <class T>
T* resize(std::vector<T>& list, std::size_t count, Arena&) {
  list = std::vector<T>(count);
  return list.data();
}

template <class T>
T* resize(std::span<const T>& list, std::size_t count, Arena& arena) {
  static_assert(std::is_trivially_destructible_v<T>, "nothing destroys what is in an arena");
  auto* items = static_cast<T*>(arena.allocate(count * sizeof(T), alignof(T)));
  std::uninitialized_value_construct_n(items, count);
  list = {items, count};
  return items;
}

template <class List>
void* resize_erased(void* list, std::size_t count, Arena& arena) {
  return resize(*static_cast<List*>(list), count, arena);
}

template <class Pair>
std::string_view* key_of(void* entry) {
  return &static_cast<Pair*>(entry)->first;
}
template <class Pair>
void* value_of(void* entry) {
  return &static_cast<Pair*>(entry)->second;
}

template <class Pair>
const std::string_view* key_at(const void* entry) {
  return &static_cast<const Pair*>(entry)->first;
}
template <class Pair>
const void* value_at(const void* entry) {
  return &static_cast<const Pair*>(entry)->second;
}

template <class T>
consteval Type type_of();

}  // namespace detail

template <class T>
inline constexpr Type kTypeOf = detail::type_of<T>();

template <class T>
consteval Type detail::type_of() {
  using Kind = Type::Kind;
  Type type{.kind = Kind::Structure, .size = sizeof(T)};
  if constexpr (std::is_same_v<T, std::string_view>) {
    type.kind = Kind::Text;
  } else if constexpr (std::is_same_v<T, std::string>) {
    type.kind = Kind::OwnedText;
  } else if constexpr (std::is_same_v<T, bool>) {
    type.kind = Kind::Boolean;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    type.kind = Kind::Long;
  } else if constexpr (std::is_same_v<T, ByteView>) {
    type.kind = Kind::Blob;
  } else if constexpr (std::is_same_v<T, Timestamp>) {
    type.kind = Kind::Time;
  } else if constexpr (IsPair<T>::value) {
    type.kind = Kind::Entry;
    type.value = &kTypeOf<typename T::second_type>;
    type.key_of = &key_of<T>;
    type.value_of = &value_of<T>;
    type.key_at = &key_at<T>;
    type.value_at = &value_at<T>;
  } else if constexpr (!std::is_void_v<typename ItemOf<T>::type>) {
    type.kind = Kind::List;
    type.item = &kTypeOf<typename ItemOf<T>::type>;
    type.items = &items<T>;
    type.resize = &resize_erased<T>;
  } else {
    static_assert(std::is_class_v<T>, "a member of this type can't go over the wire");
  }
  return type;
}

/// What a value must satisfy (secrets-manager contract 1.5).
struct Limits {
  enum class Measure : std::uint8_t { Nothing, Characters, Bytes, Items, Value };

  Measure measure = Measure::Nothing;
  std::int64_t min = std::numeric_limits<std::int64_t>::min();
  std::int64_t max = std::numeric_limits<std::int64_t>::max();
  bool (*matches)(std::string_view) = nullptr;  ///< Nothing else runs: `pattern` is only shown.
  std::string_view pattern;
  std::span<const std::string_view> enum_values;
};

/// One member of a structure.
struct Field {
  std::string_view name;  ///< As on the wire: `SecretId`.
  const Type* type;
  void* (*place)(void* structure);             ///< The member's value, made present.
  const void* (*find)(const void* structure);  ///< The member's value; nullptr when absent.
  std::span<const Field> members = {};         ///< When the type's leaf is a structure.
  Limits limits = {};                          ///< Of the value, or of the list as a whole.
  Limits item_limits = {};                     ///< Of each element of a list.
  bool required = false;
  bool sensitive = false;    ///< Never printed.
  bool unprinted = false;    ///< Messages leave out the value, though it is no secret.
  bool url_encoded = false;  ///< In XML, percent-encoded.
  bool unrecorded = false;   ///< Not in audit records, though it is no secret.
  bool masked = false;       ///< Audit records say that it was sent, and no more.
  /// In audit records a list of key and value is a map of this name; empty: it is a list.
  std::string_view recorded_map = {};
};

/// The members of `Structure`, in the order in which they are written and complained about.
template <class Structure, std::size_t N>
struct Shape {
  std::array<Field, N> fields;
};

template <class Structure, class... Fields>
consteval Shape<Structure, sizeof...(Fields)> shape(Fields... fields) {
  return {{fields...}};
}

// What may be said of a member after its name. A rule that does not fit the member's type does not
// compile.

namespace detail {

template <class Pointer>
struct MemberPointer;
template <class S, class M>
struct MemberPointer<M S::*> {
  using Structure = S;
  using Member = M;
};

template <auto Member>
void* place(void* structure) {
  using Pointer = MemberPointer<decltype(Member)>;
  auto& member = static_cast<typename Pointer::Structure*>(structure)->*Member;
  if constexpr (requires {
                  member.emplace();
                  member.has_value();
                }) {
    return &member.emplace();
  } else {
    return &member;
  }
}

template <auto Member>
const void* find(const void* structure) {
  using Pointer = MemberPointer<decltype(Member)>;
  const auto& member = static_cast<const typename Pointer::Structure*>(structure)->*Member;
  if constexpr (requires { member.has_value(); }) {
    return member ? &*member : nullptr;
  } else {
    return &member;
  }
}

consteval void require(bool fits) {
  if (!fits) throw "a rule does not fit the member's type, or its name is none";
}

consteval bool is_text(const Field& field) {
  return field.type->kind == Type::Kind::Text || field.type->kind == Type::Kind::OwnedText;
}

consteval void measure(Field& field, Limits::Measure as, std::int64_t min, std::int64_t max) {
  field.limits.measure = as;
  field.limits.min = min;
  field.limits.max = max;
}

template <auto Member, class... Rules>
consteval Field field(std::string_view name, Rules... rules) {
  using Value = typename Present<typename MemberPointer<decltype(Member)>::Member>::type;
  Field field{
      .name = name, .type = &kTypeOf<Value>, .place = &place<Member>, .find = &find<Member>};
  (rules(field), ...);
  require((field.type->leaf()->kind == Type::Kind::Structure) == !field.members.empty());
  return field;
}

}  // namespace detail

/// Of a text: characters (code points); of a blob: bytes.
consteval auto length(std::int64_t min, std::int64_t max) {
  return [=](Field& field) consteval {
    const bool blob = field.type->kind == Type::Kind::Blob;
    detail::require(blob || detail::is_text(field));
    detail::measure(field, blob ? Limits::Measure::Bytes : Limits::Measure::Characters, min, max);
  };
}

/// Of a text whose limit is in bytes of UTF-8.
consteval auto byte_length(std::int64_t min, std::int64_t max) {
  return [=](Field& field) consteval {
    detail::require(detail::is_text(field));
    detail::measure(field, Limits::Measure::Bytes, min, max);
  };
}

/// Of a number.
consteval auto range(std::int64_t min, std::int64_t max) {
  return [=](Field& field) consteval {
    detail::require(field.type->kind == Type::Kind::Long);
    detail::measure(field, Limits::Measure::Value, min, max);
  };
}

/// Of a list or map: how many elements.
consteval auto size(std::int64_t min, std::int64_t max = std::numeric_limits<std::int64_t>::max()) {
  return [=](Field& field) consteval {
    detail::require(field.type->kind == Type::Kind::List);
    detail::measure(field, Limits::Measure::Items, min, max);
  };
}

/// `matches` decides; `text` is the pattern that the message shows.
consteval auto pattern(std::string_view text, bool (*matches)(std::string_view)) {
  return [=](Field& field) consteval {
    detail::require(detail::is_text(field));
    field.limits.pattern = text;
    field.limits.matches = matches;
  };
}

/// `values` is a constexpr array that lives forever.
consteval auto one_of(std::span<const std::string_view> values) {
  return [=](Field& field) consteval {
    detail::require(detail::is_text(field));
    field.limits.enum_values = values;
  };
}

/// Rules for every element of a list: `each(length(1, 256))`.
template <class... Rules>
consteval auto each(Rules... rules) {
  return [=](Field& field) consteval {
    detail::require(field.type->kind == Type::Kind::List && !field.type->is_map());
    Field item = field;
    item.type = field.type->item;
    item.limits = {};
    (rules(item), ...);
    field.item_limits = item.limits;
  };
}

/// The shape of a nested structure, or of a list's structures. `shape` is constexpr and static.
template <class Structure, std::size_t N>
consteval auto of(const Shape<Structure, N>& shape) {
  return [members = std::span<const Field>(shape.fields)](Field& field) consteval {
    detail::require(field.type->leaf() == &kTypeOf<Structure>);
    field.members = members;
  };
}

/// The value, and what is nested in it, appears in no message and in no audit record.
consteval auto sensitive() {
  return [](Field& field) consteval { field.sensitive = true; };
}

/// Audit records leave it out.
consteval auto unrecorded() {
  return [](Field& field) consteval { field.unrecorded = true; };
}

/// As `sensitive`, but audit records show that it was sent.
consteval auto masked() {
  return [](Field& field) consteval { field.sensitive = field.masked = true; };
}

/// Audit records show a list of structures, each a key and a value, as a map called `name`.
consteval auto recorded_as_map(std::string_view name) {
  return [=](Field& field) consteval {
    detail::require(field.type->kind == Type::Kind::List && field.members.size() == 2);
    field.recorded_map = name;
  };
}

/// Messages about the value don't show it, as IAM does for some members (iam contract 2):
/// `Value at 'status' failed ...`.
consteval auto unprinted() {
  return [](Field& field) consteval { field.unprinted = true; };
}

/// A policy document in an answer of IAM: in XML it is written percent-encoded (RFC 3986, iam
/// contract 2). Means nothing in JSON and on the way in.
consteval auto url_encoded() {
  return [](Field& field) consteval {
    detail::require(detail::is_text(field));
    field.url_encoded = true;
  };
}

/// A member of an input that must be there: `required<&Input::secret_id>("SecretId", length(1,
/// 2048))`.
template <auto Member, class... Rules>
consteval Field required(std::string_view name, Rules... rules) {
  Field field = detail::field<Member>(name, rules...);
  field.required = true;
  return field;
}

/// A member of an input that may be absent; it then keeps the value that the structure's
/// initialiser gave it.
template <auto Member, class... Rules>
consteval Field optional(std::string_view name, Rules... rules) {
  return detail::field<Member>(name, rules...);
}

/// A member of an output: written unless it is an empty std::optional.
template <auto Member, class... Rules>
consteval Field member(std::string_view name, Rules... rules) {
  return detail::field<Member>(name, rules...);
}

}  // namespace strongroom::wire
