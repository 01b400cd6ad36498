#include "http/event_loop.h"

#include "base/log.h"
#include "http/stream.h"
#include "http/tls_stream.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <string>
#include <utility>

namespace strongroom::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

error_code listening(Acceptor& acceptor, const Endpoint& at, bool shared) {
  error_code ec;
  acceptor.open(at.protocol(), ec);
  if (!ec) acceptor.set_option(Acceptor::reuse_address(true), ec);
  if (!ec && shared) acceptor.set_option(ReusePort(true), ec);
  if (!ec) acceptor.bind(at, ec);
  if (!ec) acceptor.listen(Acceptor::max_listen_connections, ec);
  return ec;
}

}  // namespace

EventLoop::EventLoop(Serving& serving) : serving_(serving) {}

Result<void> EventLoop::listen(const Endpoint& at, bool shared) {
  if (const error_code ec = listening(acceptor_, at, shared)) {
    return failure(ErrorCode::InvalidSetting,
                   fmt::format("can't listen on {} port {}: {}; give an address of this machine "
                               "and a port that is free and allowed",
                               at.address().to_string(), at.port(), ec.message()));
  }
  port_ = acceptor_.local_endpoint().port();
  return {};
}

void EventLoop::run() {
  const Executor::Scope scope(executor_);
  start(accept_connections(), [] {});
  start(sweep_regularly(), [] {});
  context_.run();
}

void EventLoop::drain() {
  asio::post(context_, [this] { begin_draining(); });
}

Task<void> EventLoop::accept_connections() {
  while (acceptor_.is_open()) {
    Socket socket(context_);
    Endpoint peer;
    const Completion accept = co_await accepted(acceptor_, socket, peer);
    if (!accept.error) {
      admit(std::move(socket), peer);
    } else if (acceptor_.is_open()) {
      // Most likely descriptors are used up, and trying again at once would spin.
      log::warning("http: can't accept a connection: {}", accept.error.message());
      accept_pause_.expires_after(serving_.options.sweep_interval);
      co_await elapsed(accept_pause_);
    }
  }
}

void EventLoop::admit(Socket socket, const Endpoint& peer) {
  if (serving_.connections->fetch_add(1) >= serving_.options.max_connections) {
    serving_.connections->fetch_sub(1);
    serving_.connections_refused.add();
    return;
  }
  serving_.connections_total.add();
  error_code ignored;  // a socket that died meanwhile shows it at the first read
  socket.set_option(asio::ip::tcp::no_delay(true), ignored);
  socket.non_blocking(true, ignored);
  std::unique_ptr<Stream> stream;
  if (serving_.tls != nullptr) {
    stream = std::make_unique<TlsStream>(std::move(socket), accepting_tls(*serving_.tls));
  } else {
    stream = std::make_unique<PlainStream>(std::move(socket));
  }
  auto connection = std::make_unique<Connection>(std::move(stream), peer, serving_, state_);
  Connection* const key = connection.get();
  connections_.insert(key);
  start(Connection::serve(std::move(connection)), [this, key] { ended(key); });
}

void EventLoop::ended(Connection* connection) {
  connections_.erase(connection);
  serving_.connections->fetch_sub(1);
  if (state_.draining && connections_.empty()) sweep_timer_.cancel();
}

Task<void> EventLoop::sweep_regularly() {
  while (!state_.draining || !connections_.empty()) {
    sweep_timer_.expires_after(serving_.options.sweep_interval);
    co_await elapsed(sweep_timer_);
    const auto now = std::chrono::steady_clock::now();
    for (Connection* const connection : connections_) connection->sweep(now);
    if (now >= drain_deadline_) break;
  }
  // Without the timer the loop ends as soon as no connection waits for its socket; a handler that
  // waits elsewhere doesn't count.
  for (Connection* const connection : connections_) connection->abort();
}

void EventLoop::begin_draining() {
  state_.draining = true;
  drain_deadline_ = std::chrono::steady_clock::now() + serving_.options.drain_timeout;
  error_code ignored;
  acceptor_.close(ignored);
  accept_pause_.cancel();
  for (Connection* const connection : connections_) connection->drain();
  if (connections_.empty()) sweep_timer_.cancel();
}

}  // namespace strongroom::http
