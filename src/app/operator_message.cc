#include "app/operator_message.h"

#include "base/json_text.h"
#include "wire/arena_json.h"

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include <new>

namespace strongroom::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostDepth = 8;

/// Lives in the arena itself, as long as what is allocated by it.
json::storage_ptr storage_in(Arena& arena) {
  void* const place = arena.allocate(sizeof(wire::ArenaResource), alignof(wire::ArenaResource));
  return json::storage_ptr(new (place) wire::ArenaResource(arena));
}

}  // namespace

std::string_view message_of(std::span<const Member> members, Arena& arena) {
  ArenaText text(arena);
  for (const auto& [name, value] : members) {
    text.append(text.view().empty() ? "{" : ",");
    append_json_string(text, name);
    text.append(':');
    append_json_string(text, value);
  }
  text.append(members.empty() ? "{}\n" : "}\n");
  return text.view();
}

std::string_view message_of(std::initializer_list<Member> members, Arena& arena) {
  return message_of(std::span(members.begin(), members.size()), arena);
}

Result<json::object> parse_message(std::string_view line, Arena& arena) {
  const json::storage_ptr storage = storage_in(arena);
  json::parse_options options;
  options.max_depth = kMostDepth;
  json::parser parser(storage, options);
  parser.reset(storage);
  json::error_code error;
  parser.write(line.data(), line.size(), error);
  if (!error) {
    json::value value = parser.release();
    if (value.is_object()) return std::move(value.as_object());
  }
  return failure(ErrorCode::InvalidInput, "the message is not a JSON object.");
}

std::string_view text_member(const json::object& message, std::string_view name) {
  const json::value* const value = message.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

}  // namespace strongroom::app
