#pragma once

#include "base/error.h"

namespace strongroom::app {

/// `strongroom dev ...`, `serve ...` and the operator's commands: reads the arguments, runs the
/// command, returns the exit code. 0: done; 1: the command failed; 2: the arguments or the settings
/// are wrong. Messages go to standard error.
int run(int argc, char** argv);

/// Says why a command was refused; the exit code.
int refused(const Error& error);

}  // namespace strongroom::app
