#pragma once

#include "base/metrics.h"
#include "http/message.h"
#include "http/response_encoder.h"
#include "http/server.h"
#include "http/tls_context.h"
#include "http/trusted_proxies.h"

#include <atomic>
#include <cstddef>
#include <memory>

namespace strongroom::http {

/// Requests that never reached the handler, by reason.
struct Rejections {
  explicit Rejections(metrics::Registry& registry);

  metrics::Counter& header_too_large;
  metrics::Counter& body_too_large;
  metrics::Counter& malformed;
  metrics::Counter& timeout;
};

/// What all loops of a server share. Constant after construction but for the counts. Any thread.
struct Serving {
  Serving(ServerOptions given, Handler answers, TlsContext context, TrustedProxies trusted,
          metrics::Registry& registry);

  const ServerOptions options;
  const Handler handler;
  const TlsContext tls;  ///< Null without TLS.
  const TrustedProxies proxies;

  /// Now open. Shared with the gauge, which the registry may read when the server is gone.
  const std::shared_ptr<std::atomic<std::size_t>> connections;
  metrics::Counter& connections_total;
  metrics::Counter& connections_refused;
  Rejections rejections;
};

/// What the connections of one loop share. The loop's thread only.
struct LoopState {
  DateLine date;
  bool draining = false;  ///< The request in flight is a connection's last.
};

}  // namespace strongroom::http
