#pragma once

#include "base/result.h"
#include "http/network_list.h"

#include <boost/asio/ip/address.hpp>

#include <span>
#include <string>

namespace strongroom::http {

/// Which addresses may be asked: those of the public Internet, and the networks that a setting
/// names. So nobody whose URL we ask makes us knock at doors that only we can reach. Immutable:
/// any thread.
class AddressRule {
 public:
  /// `allowed` as in NetworkList.
  static Result<AddressRule> of(std::span<const std::string> allowed);

  bool allows(const boost::asio::ip::address& address) const;

 private:
  NetworkList allowed_;
};

}  // namespace strongroom::http
