#include "wire/arena_json.h"

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include <new>
#include <utility>

namespace strongroom::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostMessageDepth = 8;

/// Lives in the arena itself, as long as what is allocated by it.
json::storage_ptr storage_in(Arena& arena) {
  void* const place = arena.allocate(sizeof(ArenaResource), alignof(ArenaResource));
  return json::storage_ptr(new (place) ArenaResource(arena));
}

}  // namespace

std::optional<json::object> object_in(std::string_view text, Arena& arena) {
  const json::storage_ptr storage = storage_in(arena);
  json::parse_options options;
  options.max_depth = kMostMessageDepth;
  json::parser parser(storage, options);
  parser.reset(storage);
  json::error_code error;
  parser.write(text.data(), text.size(), error);
  if (error) return std::nullopt;
  json::value value = parser.release();
  if (!value.is_object()) return std::nullopt;
  return std::move(value.as_object());
}

std::string_view text_member(const json::object& object, std::string_view name) {
  const json::value* const value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

}  // namespace strongroom::wire
