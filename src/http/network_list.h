#pragma once

#include "base/result.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <span>
#include <string>
#include <vector>

namespace strongroom::http {

/// Networks as a setting names them. Immutable: any thread.
class NetworkList {
 public:
  /// Addresses and networks, `10.1.0.0/16` or `fd00::1`. Error: InvalidSetting.
  static Result<NetworkList> of(std::span<const std::string> texts);

  bool contains(const boost::asio::ip::address& address) const;

 private:
  std::vector<boost::asio::ip::network_v6> networks_;  // IPv4 as IPv4-mapped IPv6
};

}  // namespace strongroom::http
