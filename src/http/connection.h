#pragma once

#include "base/arena.h"
#include "base/task.h"
#include "http/message.h"
#include "http/request_parser.h"
#include "http/serving.h"
#include "http/stream.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace strongroom::http {

/// One client: requests are received, handled and answered one after another until either side has
/// had enough. The loop's thread only.
class Connection {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  /// `serving` and `loop` outlive it.
  Connection(std::unique_ptr<Stream> stream, const Endpoint& peer, Serving& serving,
             LoopState& loop);

  /// Ends with the connection. Never throws.
  static Task<void> serve(std::unique_ptr<Connection> connection);

  /// Gives up the wait that should have ended by `now`.
  void sweep(Instant now);
  /// Ends it if it's idle; otherwise the answer in the making is its last.
  void drain();
  /// Ends every wait for the socket at once.
  void abort();

 private:
  static constexpr Instant kNever = Instant::max();

  Task<void> run();
  /// True: a request is complete. False: there will be none.
  Task<bool> receive();
  /// One read, for the current request or, at first, for the next one. 0 as with Stream.
  Task<std::size_t> read_on();
  Task<bool> answer();
  Task<Response> handled(const Request& request);
  Task<void> refuse(unsigned status);
  /// Lets the client read the answer: closing with unread bytes makes the kernel drop both.
  Task<void> linger();
  Request request() const;
  metrics::Counter& rejection(unsigned status) const;

  Serving& serving_;
  LoopState& loop_;
  const std::unique_ptr<Stream> stream_;
  const std::string peer_address_;
  const std::uint16_t peer_port_;
  const bool from_proxy_;
  Arena arena_;
  RequestParser parser_;
  Instant now_;                // when something last happened here
  Instant deadline_ = kNever;  // of the wait for the socket
  bool timed_out_ = false;
  bool idle_ = true;  // a shutdown disappoints nobody
};

}  // namespace strongroom::http
