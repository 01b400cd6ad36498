#pragma once

#include <csignal>

namespace strongroom::app {

/// No core dumps, no debugger of the same user, no signal for a closed socket or a file at its
/// limit of size (crypto contract, section 9); new files are for this user alone.
void harden_process();

/// Signals that end a server, blocked for all threads that are made afterwards and waited for by
/// one.
class EndSignals {
 public:
  EndSignals();
  /// Returns when SIGTERM or SIGINT has come.
  void wait() const;

 private:
  sigset_t signals_;
};

}  // namespace strongroom::app
