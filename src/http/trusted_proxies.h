#pragma once

#include "base/result.h"
#include "http/message.h"
#include "http/network_list.h"

#include <boost/asio/ip/address.hpp>

#include <span>
#include <string>
#include <string_view>

namespace strongroom::http {

/// The proxies that a setting trusts to say whose requests they pass on. Of nobody else the headers
/// count, so that no client can say that he is somebody else. Immutable: any thread.
class TrustedProxies {
 public:
  /// `networks` as in NetworkList.
  static Result<TrustedProxies> of(std::span<const std::string> networks);

  bool trusts(const boost::asio::ip::address& peer) const { return networks_.contains(peer); }

  /// Puts the client in the place of the proxy that sent the request: the last address of
  /// X-Forwarded-For that is no trusted proxy's, and whether he spoke TLS by X-Forwarded-Proto.
  /// What a header doesn't say stays as it is.
  void show_client(Request& request) const;

 private:
  std::string_view client_of(const Request& request) const;

  NetworkList networks_;
};

}  // namespace strongroom::http
