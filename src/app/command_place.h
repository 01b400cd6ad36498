#pragma once

#include "app/settings.h"
#include "base/result.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace strongroom::app {

/// Which server an operator's command is about.
struct Place {
  std::string config;
  Overrides overrides;  // data and account alone
};

/// Adds --config and --data.
void add_place(CLI::App& command, Place& place);

/// Adds --descriptor, for a command that may have to open the store itself.
void add_descriptor(CLI::App& command, std::optional<int>& descriptor);

/// Of the settings file, or of a development server's folder. InvalidSetting.
Result<Settings> settings_of(const Place& place);

/// There is a store in the data folder.
bool holds_store(const Settings& settings);

/// InvalidSetting, for a command that needs a server that runs.
std::unexpected<Error> no_server(const Settings& settings);

}  // namespace strongroom::app
