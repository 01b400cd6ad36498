#include "app/operator_message.h"

#include "base/json_text.h"
#include "wire/arena_json.h"

#include <utility>

namespace strongroom::app {
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

Result<boost::json::object> parse_message(std::string_view line, Arena& arena) {
  auto object = wire::object_in(line, arena);
  if (!object) return failure(ErrorCode::InvalidInput, "the message is not a JSON object.");
  return *std::move(object);
}

}  // namespace strongroom::app
