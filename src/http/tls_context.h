#pragma once

#include "base/result.h"
#include "http/server.h"

#include <openssl/ssl.h>

#include <memory>

namespace strongroom::http {

struct FreeTlsContext {
  void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeTlsContext>;

/// What all connections share: certificate, key, TLS 1.2 or newer, session cache, HTTP/1.1 as the
/// only protocol. Error: InvalidSetting that names the file and the remedy. Any thread may make
/// connections of it.
Result<TlsContext> tls_context(const TlsFiles& files);

}  // namespace strongroom::http
