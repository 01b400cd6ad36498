#pragma once

#include "base/result.h"
#include "http/server.h"

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace strongroom::http {

struct FreeTlsContext {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeTlsContext>;

struct FreeTls {
  void operator()(SSL* tls) const noexcept { SSL_free(tls); }
};
/// One connection's end.
using Tls = std::unique_ptr<SSL, FreeTls>;

/// The reason of the last call that failed on this thread, from OpenSSL's queue, which is emptied.
std::string last_tls_reason();

/// What all connections share: certificate, key, TLS 1.2 or newer, session cache, HTTP/1.1 as the
/// only protocol. Error: InvalidSetting that names the file and the remedy. Any thread may make
/// connections of it.
Result<TlsContext> tls_context(const TlsFiles& files);

/// The server's end of a new connection; null when memory is short.
Tls accepting_tls(SSL_CTX& context);

}  // namespace strongroom::http
