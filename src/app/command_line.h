#pragma once

namespace strongroom::app {

/// `strongroom dev ...`, `strongroom serve ...`: reads the arguments, runs the command, returns the
/// exit code. 0: done; 1: the command failed; 2: the arguments or the settings are wrong. Messages
/// go to standard error.
int run(int argc, char** argv);

}  // namespace strongroom::app
