#pragma once

#include "app/settings.h"
#include "base/result.h"

#include <string>

namespace strongroom::app {

/// Reads the TOML file of `strongroom serve` (docs/operations.md). InvalidSetting names file, line
/// and remedy; a key that is not known is an error too, so that a misspelt one is not ignored.
Result<Settings> read_settings_file(const std::string& path);

/// The same for text; `path` is for messages.
Result<Settings> parse_settings(std::string_view text, const std::string& path);

}  // namespace strongroom::app
