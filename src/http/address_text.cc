#include "http/address_text.h"

#include "http/network_list.h"

#include <fmt/format.h>

#include <span>

namespace strongroom::http {

Result<void> check_address(const std::string& text) {
  boost::system::error_code ec;
  boost::asio::ip::make_address(text, ec);
  if (!ec) return {};
  return failure(ErrorCode::InvalidSetting,
                 fmt::format("listen address {} is not an IP address; give one such as 127.0.0.1, "
                             "0.0.0.0 or ::",
                             text));
}

Result<void> check_network(const std::string& text) {
  SR_CHECK(NetworkList::of(std::span(&text, 1)));
  return {};
}

}  // namespace strongroom::http
