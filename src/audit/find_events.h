#pragma once

#include "base/result.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace strongroom::audit {

/// Which of these records, by their eventID, the active file and the newest closed one hold.
/// Unavailable: they can't be read.
Result<std::unordered_set<std::string>> find_events(const std::string& folder,
                                                    const std::vector<std::string>& event_ids);

}  // namespace strongroom::audit
