#include "app/sealed_listener.h"

namespace strongroom::app {

Result<std::unique_ptr<SealedListener>> SealedListener::open(const Settings& settings,
                                                             bool takes_over) {
  std::unique_ptr<SealedListener> listener(new SealedListener);
  const auto handler = [answers = &listener->answers_](const http::Request& request, Arena& arena) {
    return answers->serve(request, arena);
  };
  auto opened = http::Server::open({.address = settings.address,
                                    .port = settings.port,
                                    .takes_over = takes_over,
                                    .tls = settings.tls,
                                    .trusted_proxies = settings.trusted_proxies},
                                   handler, listener->metrics_);
  if (!opened) return std::unexpected(placed(settings, "server.listen", opened.error()));
  listener->server_ = *std::move(opened);
  return listener;
}

}  // namespace strongroom::app
