#pragma once

#include "base/result.h"
#include "http/tls_context.h"

#include <string>
#include <vector>

namespace strongroom::http {

/// What all connections to other servers share: whom to trust, TLS 1.2 or newer, HTTP/1.1 as the
/// only protocol. `ca_file`: PEM of those who vouch for servers; empty for the system's. Error:
/// InvalidSetting that names the file and the remedy. Any thread may make connections of it.
Result<TlsContext> client_tls_context(const std::string& ca_file);

/// The client's end of a connection to `host`, a name or an address that the certificate must be
/// for. `thumbprints` (HttpRequest) outlives the handshake. Null when memory is short.
Tls connecting_tls(SSL_CTX& context, const std::string& host,
                   const std::vector<std::string>& thumbprints);

}  // namespace strongroom::http
