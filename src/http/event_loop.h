#pragma once

#include "base/result.h"
#include "base/task.h"
#include "http/connection.h"
#include "http/loop_executor.h"
#include "http/serving.h"
#include "http/socket.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <unordered_set>

namespace strongroom::http {

/// One thread's share of a server: its listening socket, its connections and one coarse timer that
/// looks after them.
class EventLoop {
 public:
  explicit EventLoop(Serving& serving);

  /// Binds and listens. `shared`: other loops listen at the same port. Error: InvalidSetting.
  Result<void> listen(const Endpoint& at, bool shared);
  std::uint16_t port() const { return port_; }

  /// The body of the thread: serves until drained.
  void run();
  /// Stops accepting; `run` returns when the last connection has ended, latest after the drain
  /// time-out. Any thread.
  void drain();

 private:
  Task<void> accept_connections();
  void admit(Socket socket, const Endpoint& peer);
  Task<void> sweep_regularly();
  void begin_draining();
  void ended(Connection* connection);

  Serving& serving_;
  LoopContext context_{1};  // 1: this loop has one thread
  LoopExecutor executor_{context_};
  Acceptor acceptor_{context_};
  Timer sweep_timer_{context_};
  Timer accept_pause_{context_};
  std::uint16_t port_ = 0;
  LoopState state_;
  std::unordered_set<Connection*> connections_;  // each owns itself
  std::chrono::steady_clock::time_point drain_deadline_ =
      std::chrono::steady_clock::time_point::max();
};

}  // namespace strongroom::http
