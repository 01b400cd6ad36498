#pragma once

#include "base/metrics.h"
#include "base/result.h"
#include "http/message.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace strongroom::http {

struct TlsFiles {
  std::string certificate_chain;  ///< PEM file
  std::string private_key;        ///< PEM file
};

/// Whether a server could use these files. Error: InvalidSetting that names file and remedy.
Result<void> check_tls_files(const TlsFiles& files);

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0 takes a free one.
  unsigned threads = 1;
  /// Listens beside another server of this process that holds the port, so that one can take over
  /// from the other without a gap.
  bool takes_over = false;
  std::optional<TlsFiles> tls = std::nullopt;  ///< TLS 1.2 or newer; plain HTTP without it.
  /// Proxies whose word on the client's address and on TLS is taken (trusted_proxies.h).
  std::vector<std::string> trusted_proxies = {};
  std::size_t max_connections = 10'000;      ///< Further ones are accepted and closed at once.
  std::size_t max_header_bytes = 32 * 1024;  ///< 431 beyond it
  std::size_t max_body_bytes = 1024 * 1024;  ///< 413 beyond it
  /// From a request's first byte to its last, for writing its answer, and for the TLS handshake.
  std::chrono::milliseconds request_timeout{30'000};
  std::chrono::milliseconds idle_timeout{75'000};   ///< Between two requests.
  std::chrono::milliseconds drain_timeout{20'000};  ///< How long `stop` waits for those in flight.
  std::chrono::milliseconds sweep_interval{1'000};  ///< The precision of all time-outs.
};

/// HTTP/1.1 on one socket per thread (SO_REUSEPORT); a connection stays with its thread, its
/// requests run one after another (pipelined ones are answered in order). Counts connections and
/// refused requests in `metrics`, which must outlive it.
///
/// A handler that is still suspended when `stop` gives up is never resumed; its memory stays until
/// the process ends, because whatever it waits for may still write there. Keep the server until
/// nothing can post to its executors any more.
class Server {
 public:
  /// Binds and listens. Error: InvalidSetting that names address or file and the remedy. No thread
  /// runs yet.
  static Result<std::unique_ptr<Server>> open(ServerOptions options, Handler handler,
                                              metrics::Registry& metrics);
  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;
  /// Starts the threads and accepts connections.
  virtual void start() = 0;
  /// Stops accepting, closes idle connections, lets requests in flight end (answered with
  /// `Connection: close`), at most `drain_timeout`; returns when all threads have ended. Any thread
  /// but the server's own.
  virtual void stop() = 0;
};

}  // namespace strongroom::http
