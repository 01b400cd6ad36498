#pragma once

#include "app/backup_commands.h"

namespace strongroom::app {

/// Adds `init`, `account create` and `explain`. The one that was given sets `chosen`.
void add_operator_commands(CLI::App& app, Command& chosen);

}  // namespace strongroom::app
