#pragma once

#include "base/result.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <span>
#include <string>
#include <vector>

namespace strongroom::http {

/// Which addresses may be asked: those of the public Internet, and the networks that a setting
/// names. So nobody whose URL we ask makes us knock at doors that only we can reach. Immutable:
/// any thread.
class AddressRule {
 public:
  /// `allowed`: addresses and networks, `10.1.0.0/16` or `fd00::1`. Error: InvalidSetting.
  static Result<AddressRule> of(std::span<const std::string> allowed);

  bool allows(const boost::asio::ip::address& address) const;

 private:
  std::vector<boost::asio::ip::network_v6> allowed_;  // IPv4 as IPv4-mapped IPv6
};

}  // namespace strongroom::http
