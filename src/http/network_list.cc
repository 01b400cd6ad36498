#include "http/network_list.h"

#include <boost/asio/ip/network_v4.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace strongroom::http {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

constexpr unsigned short kMappedPrefix = 96;  // of ::ffff:0:0/96

ip::address_v6 mapped(const ip::address& address) {
  return address.is_v4() ? ip::make_address_v6(ip::v4_mapped, address.to_v4()) : address.to_v6();
}

/// `text` has a prefix length or stands for one address.
std::optional<ip::network_v6> network_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  error_code ec;
  const auto address = ip::make_address(std::string(text.substr(0, slash)), ec);
  if (ec) return std::nullopt;
  const unsigned short offset = address.is_v4() ? kMappedPrefix : 0;
  if (slash == std::string_view::npos) return ip::network_v6(mapped(address), 128);
  const auto written = address.is_v4() ? ip::make_network_v4(std::string(text), ec).prefix_length()
                                       : ip::make_network_v6(std::string(text), ec).prefix_length();
  if (ec) return std::nullopt;
  return ip::network_v6(mapped(address), static_cast<unsigned short>(written + offset));
}

}  // namespace

Result<NetworkList> NetworkList::of(std::span<const std::string> texts) {
  NetworkList list;
  for (const std::string& text : texts) {
    const auto network = network_of(text);
    if (!network) {
      return failure(ErrorCode::InvalidSetting,
                     fmt::format("'{}' is no address or network; write it as in 10.1.0.0/16, "
                                 "127.0.0.1 or fd00::/8.",
                                 text));
    }
    list.networks_.push_back(*network);
  }
  return list;
}

bool NetworkList::contains(const ip::address& address) const {
  const ip::address_v6 seen = mapped(address);
  return std::ranges::any_of(networks_, [&](const ip::network_v6& network) {
    return ip::network_v6(seen, network.prefix_length()).canonical() == network.canonical();
  });
}

}  // namespace strongroom::http
