#pragma once

#include "base/arena.h"
#include "base/clock.h"

#include <optional>
#include <string_view>

/// Dates as the Query protocol writes them (iam contract 2): ISO 8601.
namespace strongroom::wire {

/// `2026-01-15T12:00:00Z`, also with a fraction of a second (beyond milliseconds it is cut) or an
/// offset such as `+01:00`. Nothing for any other form, and for a moment that no calendar has.
std::optional<Timestamp> parse_iso_time(std::string_view text);

/// Appends `2026-01-15T12:00:00Z`; the part of a second is cut. Years are 0 to 9999.
void append_iso_time(ArenaText& out, Timestamp at);

}  // namespace strongroom::wire
