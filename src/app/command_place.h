#pragma once

#include "app/command.h"
#include "app/settings.h"
#include "base/result.h"

#include <optional>
#include <string>

namespace strongroom::app {

/// Which server an operator's command is about.
struct Place {
  std::string config;
  Overrides overrides;  // data and account alone
};

/// Adds --config and --data; the former.
Option add_place(const Command& command, Place& place);

/// Adds --descriptor, for a command that may have to open the store itself.
void add_descriptor(const Command& command, std::optional<int>& descriptor);

/// Of the settings file, or of a development server's folder. InvalidSetting.
Result<Settings> settings_of(const Place& place);

/// There is a store in the data folder.
bool holds_store(const Settings& settings);

/// InvalidSetting, for a command that needs a server that runs.
std::unexpected<Error> no_server(const Settings& settings);

}  // namespace strongroom::app
