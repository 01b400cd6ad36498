#pragma once

#include "app/command.h"

namespace strongroom::app {

/// Adds `backup create`, `backup verify` and `restore`.
void add_backup_commands(const Command& program);

}  // namespace strongroom::app
