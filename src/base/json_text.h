#pragma once

#include "base/arena.h"

#include <string_view>

namespace strongroom {

/// Appends `text` as a JSON string: quotes, escapes, and U+FFFD where it is not UTF-8, so that the
/// result is always JSON.
void append_json_string(ArenaText& out, std::string_view text);

}  // namespace strongroom
