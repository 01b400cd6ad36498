#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace strongroom::app {

using Command = std::function<int()>;

/// `strongroom audit verify|tail|export|public-key` (docs/audit.md).
void add_audit_commands(CLI::App& app, Command& chosen);

}  // namespace strongroom::app
