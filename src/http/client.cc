#include "http/client.h"

#include "base/executor.h"
#include "http/client_connection.h"
#include "http/client_tls.h"
#include "http/deadline.h"
#include "http/idle_connections.h"
#include "http/loop_executor.h"
#include "http/signals_blocked.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::http {
namespace {

/// Goes on with the coroutine on another executor.
struct Hop {
  Executor& to;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) const { to.post(waiting); }
  void await_resume() const noexcept {}
};

/// Connections that may serve each other's requests: what was verified of the server is the same.
std::string origin_of(const Url& url, const HttpRequest& request) {
  return fmt::format("{} {} {}", url.tls, url.authority, fmt::join(request.thumbprints, ","));
}

class LoopClient final : public Client {
 public:
  explicit LoopClient(ClientTrust trust);
  ~LoopClient() override { stop(); }

  Task<HttpResult> send(HttpRequest request) override;
  void stop() override;

 private:
  /// A request's time, which stop() can end.
  class Running : public Deadline {
   public:
    Running(LoopClient& client, const HttpRequest& request);
    ~Running();

   private:
    LoopClient& client_;
  };

  /// An exception must not carry the one who waits along on this thread.
  Task<HttpResult> caught(const HttpRequest& request, const Url& url);
  Task<HttpResult> exchange(const HttpRequest& request, const Url& url);
  Task<ClientConnection::Opened> connected(const HttpRequest& request, const Url& url,
                                           Deadline& deadline);

  ClientTrust trust_;    // touched by the loop's thread alone
  LoopContext loop_{1};  // 1: this loop has one thread
  const boost::asio::executor_work_guard<LoopContext::executor_type> work_{loop_.get_executor()};
  LoopExecutor executor_{loop_};
  IdleConnections idle_{loop_};
  std::vector<Running*> running_;  // touched by the loop's thread alone
  bool stopping_ = false;          // touched by the loop's thread alone
  std::thread thread_;
};

LoopClient::LoopClient(ClientTrust trust) : trust_(std::move(trust)) {
  const SignalsBlocked blocked;
  thread_ = std::thread([this] {
    const Executor::Scope scope(executor_);
    loop_.run();
  });
}

void LoopClient::stop() {
  if (!thread_.joinable()) return;
  boost::asio::post(loop_, [this] {
    stopping_ = true;
    for (Running* const running : running_) running->pass();
    if (running_.empty()) loop_.stop();
  });
  thread_.join();
}

LoopClient::Running::Running(LoopClient& client, const HttpRequest& request)
    : Deadline(client.loop_, request.timeout), client_(client) {
  client_.running_.push_back(this);
}

LoopClient::Running::~Running() {
  std::erase(client_.running_, this);
  // Not earlier: a look-up of a name that goes on for nobody would keep the loop alive.
  if (client_.stopping_ && client_.running_.empty()) client_.loop_.stop();
}

Task<HttpResult> LoopClient::send(HttpRequest request) {
  const auto url = parse_url(request.url);
  if (!url) {
    co_return std::unexpected(HttpFailure{.kind = HttpFailure::Kind::NotAllowed,
                                          .detail = "no http URL that can be asked"});
  }
  Executor* const home = Executor::current();
  co_await Hop(executor_);
  HttpResult result = co_await caught(request, *url);
  if (home != nullptr) co_await Hop(*home);
  co_return result;
}

Task<HttpResult> LoopClient::caught(const HttpRequest& request, const Url& url) {
  try {
    co_return co_await exchange(request, url);
  } catch (const std::exception& error) {
    co_return std::unexpected(
        HttpFailure{.kind = HttpFailure::Kind::Unreachable, .detail = error.what()});
  }
}

Task<HttpResult> LoopClient::exchange(const HttpRequest& request, const Url& url) {
  if (stopping_) {
    co_return std::unexpected(
        HttpFailure{.kind = HttpFailure::Kind::TooSlow, .detail = "the client was stopped"});
  }
  Running deadline(*this, request);
  const std::string origin = origin_of(url, request);
  if (auto used = idle_.take(origin)) {
    HttpResult result = co_await used->exchange(request, url, deadline);
    // The server may end an idle connection just when we begin; asking twice harms only a change.
    if (result || request.method != "GET" || !used->is_unanswered() || deadline.passed()) {
      idle_.keep(origin, std::move(used));
      co_return result;
    }
  }
  auto opened = co_await connected(request, url, deadline);
  if (!opened) co_return std::unexpected(std::move(opened).error());
  HttpResult result = co_await (*opened)->exchange(request, url, deadline);
  idle_.keep(origin, *std::move(opened));
  co_return result;
}

Task<ClientConnection::Opened> LoopClient::connected(const HttpRequest& request, const Url& url,
                                                     Deadline& deadline) {
  if (url.tls && trust_.tls == nullptr) {
    // Only now: to read the system's CAs takes longer than a server's whole start.
    auto made = client_tls_context({});
    if (!made) {
      co_return std::unexpected(
          HttpFailure{.kind = HttpFailure::Kind::Untrusted, .detail = made.error().message()});
    }
    trust_.tls = *std::move(made);
  }
  co_return co_await ClientConnection::open(loop_, trust_, url, request, deadline);
}

}  // namespace

Result<std::unique_ptr<Client>> Client::open(ClientOptions options) {
  ClientTrust trust;
  if (!options.ca_file.empty()) {
    SR_TRY(trust.tls, client_tls_context(options.ca_file));
  }
  if (!options.any_address) {
    SR_TRY(trust.addresses, AddressRule::of(options.private_addresses));
  }
  return std::make_unique<LoopClient>(std::move(trust));
}

}  // namespace strongroom::http
