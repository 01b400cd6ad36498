#include "wire/repeated_member.h"

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <cstdint>

namespace strongroom::wire {
namespace {

namespace json = boost::json;

/// Counts the members of all objects as they are written.
struct MemberCounter {
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;
  using Code = json::error_code;

  static bool on_document_begin(Code&) { return true; }
  static bool on_document_end(Code&) { return true; }
  static bool on_object_begin(Code&) { return true; }
  static bool on_object_end(std::size_t, Code&) { return true; }
  static bool on_array_begin(Code&) { return true; }
  static bool on_array_end(std::size_t, Code&) { return true; }
  static bool on_key_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_key(json::string_view, std::size_t, Code&) {
    ++members;
    return true;
  }
  static bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  static bool on_string(json::string_view, std::size_t, Code&) { return true; }
  static bool on_number_part(json::string_view, Code&) { return true; }
  static bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  static bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  static bool on_double(double, json::string_view, Code&) { return true; }
  static bool on_bool(bool, Code&) { return true; }
  static bool on_null(Code&) { return true; }
  static bool on_comment_part(json::string_view, Code&) { return true; }
  static bool on_comment(json::string_view, Code&) { return true; }

  std::size_t members = 0;
};

// As deep as the parser let it be.
std::size_t members_in(const json::value& value) {
  std::size_t members = 0;
  if (const auto* const object = value.if_object()) {
    members = object->size();
    for (const auto& [name, member] : *object) members += members_in(member);
  } else if (const auto* const array = value.if_array()) {
    for (const json::value& item : *array) members += members_in(item);
  }
  return members;
}

}  // namespace

bool repeats_a_member(std::string_view text, const json::value& parsed) {
  json::basic_parser<MemberCounter> parser{json::parse_options()};
  json::error_code error;
  parser.write_some(false, text.data(), text.size(), error);
  return error || parser.handler().members != members_in(parsed);
}

}  // namespace strongroom::wire
