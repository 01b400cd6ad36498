#include "http/server.h"

#include "http/address_text.h"
#include "http/event_loop.h"
#include "http/serving.h"
#include "http/signals_blocked.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace strongroom::http {
namespace {

class ThreadedServer final : public Server {
 public:
  ThreadedServer(ServerOptions options, Handler handler, TlsContext tls, TrustedProxies proxies,
                 metrics::Registry& registry)
      : serving_(std::move(options), std::move(handler), std::move(tls), std::move(proxies),
                 registry) {}
  ~ThreadedServer() override { stop(); }

  Result<void> listen(const Endpoint& at);

  std::uint16_t port() const override { return loops_.front()->port(); }
  void start() override;
  void stop() override;

 private:
  Serving serving_;
  std::vector<std::unique_ptr<EventLoop>> loops_;  // constant after listen

  std::mutex mutex_;  // guards what follows
  std::vector<std::thread> threads_;
};

Result<void> ThreadedServer::listen(const Endpoint& at) {
  const unsigned threads = std::max(1U, serving_.options.threads);
  if (!serving_.options.takes_over && at.port() != 0) {
    // A shared port would let a second server of the same user in without a word: have it once for
    // ourselves.
    SR_CHECK(EventLoop(serving_).listen(at, false));
  }
  Endpoint endpoint = at;
  for (unsigned i = 0; i < threads; ++i) {
    loops_.push_back(std::make_unique<EventLoop>(serving_));
    SR_CHECK(loops_.back()->listen(endpoint, true));
    endpoint.port(port());
  }
  return {};
}

void ThreadedServer::start() {
  const std::lock_guard lock(mutex_);
  if (!threads_.empty()) return;
  const SignalsBlocked blocked;
  for (const auto& loop : loops_) threads_.emplace_back([&loop] { loop->run(); });
}

void ThreadedServer::stop() {
  const std::lock_guard lock(mutex_);
  if (threads_.empty()) return;
  for (const auto& loop : loops_) loop->drain();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace

Result<void> check_tls_files(const TlsFiles& files) {
  SR_CHECK(tls_context(files));
  return {};
}

Result<std::unique_ptr<Server>> Server::open(ServerOptions options, Handler handler,
                                             metrics::Registry& metrics) {
  SR_CHECK(check_address(options.address));
  TlsContext tls;
  if (options.tls) {
    SR_TRY(tls, tls_context(*options.tls));
  }
  SR_TRY(TrustedProxies proxies, TrustedProxies::of(options.trusted_proxies));
  const Endpoint at(boost::asio::ip::make_address(options.address), options.port);
  auto server = std::make_unique<ThreadedServer>(std::move(options), std::move(handler),
                                                 std::move(tls), std::move(proxies), metrics);
  SR_CHECK(server->listen(at));
  return server;
}

}  // namespace strongroom::http
