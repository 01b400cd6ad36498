#pragma once

#include "base/result.h"

#include <string>

namespace strongroom::http {

// How settings write addresses, for those who read settings before anything is opened by them.

/// An IP address to listen on, as ServerOptions::address. Error: InvalidSetting.
Result<void> check_address(const std::string& text);

/// An address or a network, as in ServerOptions::trusted_proxies and
/// ClientOptions::private_addresses. Error: InvalidSetting.
Result<void> check_network(const std::string& text);

}  // namespace strongroom::http
