#pragma once

#include "base/http_client.h"
#include "http/address_rule.h"
#include "http/deadline.h"
#include "http/stream.h"
#include "http/tls_context.h"
#include "http/url.h"

#include <expected>
#include <memory>
#include <optional>

namespace strongroom::http {

/// Whom a client may ask and trusts.
struct ClientTrust {
  TlsContext tls;                        ///< Null while nobody is to be asked by TLS.
  std::optional<AddressRule> addresses;  ///< Nothing: any.
};

/// A connection to another server, for requests one after another. The loop's thread only.
class ClientConnection {
 public:
  using Opened = std::expected<std::unique_ptr<ClientConnection>, HttpFailure>;

  /// Looks the name up, connects to the first address that is allowed and answers, and shakes
  /// hands. All arguments outlive the task.
  static Task<Opened> open(LoopContext& loop, const ClientTrust& trust, const Url& url,
                           const HttpRequest& request, Deadline& deadline);

  explicit ClientConnection(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

  Task<HttpResult> exchange(const HttpRequest& request, const Url& url, Deadline& deadline);
  /// Another request may follow.
  bool is_reusable() { return keep_alive_ && stream_->is_quiet(); }
  /// The server has sent nothing since the last request was begun.
  bool is_unanswered() const { return unanswered_; }

 private:
  const std::unique_ptr<Stream> stream_;
  bool keep_alive_ = false;
  bool unanswered_ = false;
};

}  // namespace strongroom::http
