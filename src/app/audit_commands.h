#pragma once

#include "app/command.h"

namespace strongroom::app {

/// `strongroom audit verify|tail|export|public-key` (docs/audit.md).
void add_audit_commands(const Command& program);

}  // namespace strongroom::app
