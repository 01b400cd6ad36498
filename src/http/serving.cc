#include "http/serving.h"

#include <string_view>
#include <utility>

namespace strongroom::http {
namespace {

metrics::Counter& rejected(metrics::Registry& registry, std::string_view reason) {
  return registry.counter("strongroom_http_requests_rejected_total",
                          "Requests refused before they reached a service.",
                          {{"reason", std::string(reason)}});
}

}  // namespace

Rejections::Rejections(metrics::Registry& registry)
    : header_too_large(rejected(registry, "header_too_large")),
      body_too_large(rejected(registry, "body_too_large")),
      malformed(rejected(registry, "malformed")),
      timeout(rejected(registry, "timeout")) {}

Serving::Serving(ServerOptions given, Handler answers, TlsContext context, TrustedProxies trusted,
                 metrics::Registry& registry)
    : options(std::move(given)),
      handler(std::move(answers)),
      tls(std::move(context)),
      proxies(std::move(trusted)),
      connections(std::make_shared<std::atomic<std::size_t>>(0)),
      connections_total(registry.counter("strongroom_http_connections_total",
                                         "Connections accepted and served.")),
      connections_refused(registry.counter("strongroom_http_connections_refused_total",
                                           "Connections closed at once: too many are open.")),
      rejections(registry) {
  registry.callback("strongroom_http_connections", "Connections now open.", "gauge",
                    [open = connections] { return static_cast<double>(open->load()); });
}

}  // namespace strongroom::http
