#pragma once

#include "base/arena.h"
#include "base/result.h"
#include "wire/arena_json.h"

#include <boost/json/object.hpp>

#include <span>
#include <string_view>
#include <utility>

namespace strongroom::app {

/// What the operator's socket carries: one object on one line. It may hold shares, passphrases and
/// access keys, so all of it lies in an arena that is wiped.

/// A member of an object of texts.
using Member = std::pair<std::string_view, std::string_view>;

/// The line of an object with these members, with its newline.
std::string_view message_of(std::span<const Member> members, Arena& arena);
std::string_view message_of(std::initializer_list<Member> members, Arena& arena);

/// The object on a line; dead when the arena is wiped. InvalidInput.
Result<boost::json::object> parse_message(std::string_view line, Arena& arena);

/// Empty when there is none of that name, or it is no text.
using wire::text_member;

}  // namespace strongroom::app
