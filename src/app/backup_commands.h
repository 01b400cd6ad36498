#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace strongroom::app {

/// What the command line asks for, to be run once it has been understood; returns the exit code.
using Command = std::function<int()>;

/// Adds `backup create`, `backup verify` and `restore`. The one that was given sets `chosen`.
void add_backup_commands(CLI::App& app, Command& chosen);

}  // namespace strongroom::app
