#include "http/connection.h"

#include "base/log.h"

#include <ctime>
#include <exception>
#include <utility>

namespace strongroom::http {
namespace {

constexpr std::chrono::seconds kLinger{2};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(std::unique_ptr<Stream> stream, const Endpoint& peer, Serving& serving,
                       LoopState& loop)
    : serving_(serving),
      loop_(loop),
      stream_(std::move(stream)),
      peer_address_(peer.address().to_string()),
      peer_port_(peer.port()),
      from_proxy_(serving.proxies.trusts(peer.address())),
      parser_({.header_bytes = serving.options.max_header_bytes,
               .body_bytes = serving.options.max_body_bytes},
              arena_),
      now_(std::chrono::steady_clock::now()) {}

Task<void> Connection::serve(std::unique_ptr<Connection> connection) {
  try {
    co_await connection->run();
  } catch (const std::exception& error) {
    log::error("http: a connection ended by an exception: {}", error.what());
  }
  connection->stream_->close();
}

Task<void> Connection::run() {
  deadline_ = now_ + serving_.options.request_timeout;
  if (!co_await stream_->handshake()) co_return;
  while (co_await receive()) {
    if (!co_await answer()) {
      stream_->end_writing();
      co_return;
    }
  }
}

Task<bool> Connection::receive() {
  using Progress = RequestParser::Progress;
  Progress progress = parser_.next();
  timed_out_ = false;
  deadline_ = now_ + (parser_.untouched() ? serving_.options.idle_timeout
                                          : serving_.options.request_timeout);
  bool invited = false;
  while (progress == Progress::NeedMore) {
    if (!invited && parser_.awaits_continue()) {
      invited = true;
      if (!co_await stream_->write(kContinue)) co_return false;
    }
    const std::size_t count = co_await read_on();
    if (count == 0) {
      if (timed_out_ && !parser_.untouched()) co_await refuse(408);
      co_return false;
    }
    progress = parser_.received(count);
  }
  if (progress == Progress::Refused) {
    co_await refuse(parser_.refusal());
    co_return false;
  }
  co_return true;
}

Task<std::size_t> Connection::read_on() {
  idle_ = parser_.untouched();
  if (idle_ && loop_.draining) co_return 0;
  const std::size_t count = co_await stream_->read(parser_.space());
  now_ = std::chrono::steady_clock::now();
  if (idle_) deadline_ = now_ + serving_.options.request_timeout;
  idle_ = false;
  co_return count;
}

Task<bool> Connection::answer() {
  deadline_ = kNever;
  const Request asked = request();
  const Response response = co_await handled(asked);
  const bool keep_alive = parser_.keep_alive() && !response.close && !loop_.draining;
  const std::string_view bytes = encoded(
      response,
      {.keep_alive = keep_alive, .http_1_0 = parser_.http_1_0(), .head = asked.method == "HEAD"},
      loop_.date.at(std::time(nullptr)), arena_);
  now_ = std::chrono::steady_clock::now();
  deadline_ = now_ + serving_.options.request_timeout;
  const bool written = co_await stream_->write(bytes);
  arena_.reset();
  co_return written&& keep_alive;
}

Task<Response> Connection::handled(const Request& request) {
  try {
    co_return co_await serving_.handler(request, arena_);
  } catch (const std::exception& error) {
    log::error("http: the handler threw: {}", error.what());
  } catch (...) {
    log::error("http: the handler threw something that is no exception");
  }
  co_return Response{.status = 500};
}

Task<void> Connection::refuse(unsigned status) {
  rejection(status).add();
  timed_out_ = false;
  deadline_ = now_ + serving_.options.request_timeout;
  const Response response{.status = status, .close = true};
  const std::string_view bytes =
      encoded(response, {.keep_alive = false}, loop_.date.at(std::time(nullptr)), arena_);
  if (co_await stream_->write(bytes)) co_await linger();
}

Task<void> Connection::linger() {
  stream_->end_writing();
  deadline_ = now_ + kLinger;
  while (!timed_out_ && co_await stream_->discard()) {
  }
}

Request Connection::request() const {
  Request request = parser_.request();
  request.peer_address = peer_address_;
  request.peer_port = peer_port_;
  request.tls = serving_.tls != nullptr;
  request.tls_version = stream_->tls_version();
  request.tls_cipher_suite = stream_->tls_cipher_suite();
  request.received = now_;
  if (from_proxy_) serving_.proxies.show_client(request);
  return request;
}

metrics::Counter& Connection::rejection(unsigned status) const {
  switch (status) {
    case 408:
      return serving_.rejections.timeout;
    case 413:
      return serving_.rejections.body_too_large;
    case 431:
      return serving_.rejections.header_too_large;
    default:
      return serving_.rejections.malformed;
  }
}

void Connection::sweep(Instant now) {
  if (now < deadline_) return;
  // The wait may have ended just now, and the next one is as late: it is given up by the next
  // sweep.
  timed_out_ = true;
  stream_->cancel();
}

void Connection::drain() {
  if (idle_) stream_->cancel();
}

void Connection::abort() { stream_->close(); }

}  // namespace strongroom::http
