#pragma once

#include "app/command.h"

namespace strongroom::app {

/// Adds `init`, `account create`, `explain` and `list`.
void add_operator_commands(const Command& program);

}  // namespace strongroom::app
