#pragma once

#include "base/clock.h"

#include <optional>
#include <string_view>

namespace strongroom::audit {

/// A record's eventTime, exactly `2026-11-21T21:35:00Z`; nothing for any other text.
std::optional<Timestamp> parse_event_time(std::string_view text);

}  // namespace strongroom::audit
