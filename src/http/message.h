#pragma once

#include "base/arena.h"
#include "base/task.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace strongroom::http {

struct Header {
  std::string_view name;   ///< As it arrived; compare with `equals_ignoring_case`.
  std::string_view value;  ///< Outer white space removed.
};

/// One request whose bytes have all arrived and whose framing is sound; nothing else has been
/// judged. Every view is into the connection's receive buffer and lives until the response has been
/// produced.
struct Request {
  std::string_view method;
  std::string_view target;          ///< Path and query, raw.
  std::span<const Header> headers;  ///< In order of arrival, repeated ones kept apart.
  std::string_view body;
  std::string_view peer_address;  ///< Textual IP address of the client, without port.
  std::uint16_t peer_port = 0;
  bool tls = false;                                ///< Here, or at a trusted proxy.
  std::string_view tls_version;                    ///< "TLSv1.3"; empty without TLS here.
  std::string_view tls_cipher_suite;               ///< OpenSSL's name; empty without TLS here.
  std::chrono::steady_clock::time_point received;  ///< When its last byte had arrived.

  /// The value of the first header of that name (given in lower case), or an empty view with data()
  /// == nullptr.
  std::string_view header(std::string_view lower_case_name) const;
};

/// An answer. Views must live as long as the request's arena.
struct Response {
  unsigned status = 200;
  std::string_view content_type = {};  ///< Left out when empty.
  std::string_view request_id = {};    ///< Sent as x-amzn-RequestId; left out when empty.
  std::string_view body = {};          ///< Content-Length is always sent, also for none.
  bool never_store = false;            ///< Tells caches between here and there to keep nothing.
  bool close = false;                  ///< End the connection after this answer.
};

/// Answers one request; `arena` is wiped after the answer has been handed to the socket. Called on
/// the I/O thread of the connection, which `Executor::current()` names; must not throw (what
/// escapes is answered by a bare 500).
using Handler = std::function<Task<Response>(const Request&, Arena& arena)>;

bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace strongroom::http
