#pragma once

#include "base/clock.h"

#include <string>
#include <string_view>

namespace strongroom::audit {

/// The line of a record of what the log has seen happen to itself (cloudtrail contract 8, points 7
/// and 8).
std::string own_record(std::string_view name, std::string_view reason, Timestamp now);

}  // namespace strongroom::audit
