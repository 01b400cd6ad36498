#include "http/client_connection.h"

#include "http/client_tls.h"
#include "http/response_parser.h"
#include "http/tls_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace strongroom::http {
namespace {

using boost::system::error_code;
using Kind = HttpFailure::Kind;
using Resolver = boost::asio::ip::basic_resolver<boost::asio::ip::tcp, LoopContext::executor_type>;

constexpr std::size_t kMostHeaderBytes = 16 * 1024;

std::unexpected<HttpFailure> failed(const Deadline& deadline, Kind kind, std::string detail) {
  if (deadline.passed()) kind = Kind::TooSlow;
  return std::unexpected(HttpFailure{.kind = kind, .detail = std::move(detail)});
}

/// A name that is being looked up. Shared with the look-up, which can't be ended: when the deadline
/// has passed it goes on for nobody.
struct NameLookup {
  explicit NameLookup(LoopContext& loop) : resolver(loop), ended(loop, Timer::time_point::max()) {}

  Resolver resolver;
  Timer ended;  // cancelled then
  error_code error = boost::asio::error::timed_out;
  std::vector<Endpoint> found;
};

using Addresses = std::expected<std::vector<Endpoint>, HttpFailure>;

Task<Addresses> looked_up(LoopContext& loop, const Url& url, Deadline& deadline) {
  const auto lookup = std::make_shared<NameLookup>(loop);
  lookup->resolver.async_resolve(url.host, fmt::to_string(url.port), Resolver::numeric_service,
                                 [lookup](error_code ec, const Resolver::results_type& results) {
                                   lookup->error = ec;
                                   for (const auto& result : results)
                                     lookup->found.push_back(result.endpoint());
                                   lookup->ended.cancel();
                                 });
  deadline.interrupts([lookup] { lookup->ended.cancel(); });
  co_await elapsed(lookup->ended);
  if (lookup->error) {
    co_return failed(deadline, Kind::Unreachable,
                     fmt::format("{}: {}", url.host, lookup->error.message()));
  }
  co_return std::move(lookup->found);
}

auto connected(Socket& socket, const Endpoint& to) {
  return Operation([&socket, to](auto done) { socket.async_connect(to, std::move(done)); });
}

using Connected = std::expected<Socket, HttpFailure>;

Task<Connected> connected_to_first(LoopContext& loop, const Url& url,
                                   const std::vector<Endpoint>& addresses, Deadline& deadline) {
  error_code last;
  for (const Endpoint& address : addresses) {
    if (deadline.passed()) break;
    Socket socket(loop);
    deadline.interrupts([&socket] { socket.cancel(); });
    last = (co_await connected(socket, address)).error;
    deadline.interrupts(nullptr);
    if (last) continue;
    error_code ignored;  // a socket that died meanwhile shows it at the first use
    socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    socket.non_blocking(true, ignored);
    co_return std::move(socket);
  }
  co_return failed(deadline, Kind::Unreachable,
                   fmt::format("{}: {}", url.authority, last.message()));
}

Task<Connected> connected_to(LoopContext& loop, const ClientTrust& trust, const Url& url,
                             Deadline& deadline) {
  Addresses addresses = co_await looked_up(loop, url, deadline);
  if (!addresses) co_return std::unexpected(std::move(addresses).error());
  if (trust.addresses) {
    std::erase_if(*addresses,
                  [&](const Endpoint& found) { return !trust.addresses->allows(found.address()); });
    if (addresses->empty()) {
      co_return failed(deadline, Kind::NotAllowed,
                       fmt::format("{} has no public address", url.host));
    }
  }
  co_return co_await connected_to_first(loop, url, *addresses, deadline);
}

WipedString encoded(const HttpRequest& request, const Url& url) {
  std::string head = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: strongroom\r\n",
                                 request.method, url.target, url.authority);
  for (const HttpField& field : request.headers) {
    head += fmt::format("{}: {}\r\n", field.name, field.value);
  }
  if (request.method != "GET") head += fmt::format("Content-Length: {}\r\n", request.body.size());
  return WipedString(head).append("\r\n").append(request.body);
}

}  // namespace

Task<ClientConnection::Opened> ClientConnection::open(LoopContext& loop, const ClientTrust& trust,
                                                      const Url& url, const HttpRequest& request,
                                                      Deadline& deadline) {
  Connected socket = co_await connected_to(loop, trust, url, deadline);
  if (!socket) co_return std::unexpected(std::move(socket).error());
  if (!url.tls) {
    co_return std::make_unique<ClientConnection>(std::make_unique<PlainStream>(*std::move(socket)));
  }
  auto stream = std::make_unique<TlsStream>(
      *std::move(socket), connecting_tls(*trust.tls, url.host, request.thumbprints));
  deadline.interrupts([&stream] { stream->abort(); });
  const bool agreed = co_await stream->handshake();
  deadline.interrupts(nullptr);
  if (agreed) co_return std::make_unique<ClientConnection>(std::move(stream));
  if (const char* const problem = stream->certificate_problem()) {
    co_return failed(deadline, Kind::Untrusted, fmt::format("{}: {}", url.authority, problem));
  }
  co_return failed(deadline, Kind::Unreachable,
                   fmt::format("{}: no agreement on TLS", url.authority));
}

Task<HttpResult> ClientConnection::exchange(const HttpRequest& request, const Url& url,
                                            Deadline& deadline) {
  keep_alive_ = false;
  unanswered_ = true;
  const WipedString text = encoded(request, url);
  ResponseParser parser({.header_bytes = kMostHeaderBytes, .body_bytes = request.max_body_bytes});
  deadline.interrupts([this] { stream_->abort(); });
  using Progress = ResponseParser::Progress;
  Progress progress = Progress::NeedMore;
  bool alive = co_await stream_->write(text);
  while (alive && progress == Progress::NeedMore) {
    const std::size_t count = co_await stream_->read(parser.space());
    alive = count > 0 && !deadline.passed();
    if (count > 0) unanswered_ = false;
    if (alive) progress = parser.received(count);
    // RFC 9110 15.2: an answer that is not the final one may come first.
    while (progress == Progress::Complete && parser.status() / 100 == 1) progress = parser.next();
  }
  deadline.interrupts(nullptr);
  if (progress == Progress::Refused) {
    co_return failed(deadline, Kind::BadAnswer,
                     fmt::format("{}: {}", url.authority, parser.refusal()));
  }
  if (progress != Progress::Complete) {
    co_return failed(deadline, Kind::Unreachable,
                     fmt::format("{}: the connection ended early", url.authority));
  }
  keep_alive_ = parser.keep_alive() && !parser.holds_more();
  co_return parser.take();
}

}  // namespace strongroom::http
