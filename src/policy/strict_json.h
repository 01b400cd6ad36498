#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace strongroom::policy {

/// A JSON value as policies need it: members in order, numbers and booleans as their JSON text.
struct Json {
  enum class Kind { Null, Boolean, Number, String, Array, Object };
  struct Member;

  Kind kind = Kind::Null;
  std::string text;             ///< Of a string, number or boolean.
  std::vector<Json> items;      ///< Of an array.
  std::vector<Member> members;  ///< Of an object.
};
struct Json::Member {
  std::string name;
  Json value;
};

inline constexpr std::size_t kMaxDepth = 64;

/// Where reading stopped.
struct JsonProblem {
  std::size_t offset = 0;  ///< Bytes from the start.
  std::string what;
};

/// Reads one strict JSON text: UTF-8, no comments, no member twice in one object, at most
/// kMaxDepth levels (policy contract 1).
std::expected<Json, JsonProblem> parse_strict_json(std::string_view text);

}  // namespace strongroom::policy
