#include "http/address_rule.h"

#include <boost/asio/ip/network_v4.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace strongroom::http {
namespace {

namespace ip = boost::asio::ip;
using boost::system::error_code;

constexpr unsigned short kMappedPrefix = 96;  // of ::ffff:0:0/96

// Of IPv6 only 2000::/3 is given out for the Internet. What is not public in it and in IPv4, by
// IANA's registries of special-purpose addresses; 6to4 and Teredo lead to any IPv4 address.
constexpr std::string_view kGlobalUnicast = "2000::/3";
constexpr std::array<std::string_view, 4> kSpecialV6{"2001::/23", "2001:db8::/32", "2002::/16",
                                                     "3fff::/20"};
constexpr std::array<std::string_view, 15> kSpecialV4{
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4"};

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

bool contains(const ip::network_v6& network, const ip::address_v6& address) {
  return ip::network_v6(address, network.prefix_length()).canonical() == network.canonical();
}

bool is_public(const ip::address_v6& address) {
  const auto in = [&](std::string_view text) { return contains(*network_of(text), address); };
  if (address.is_v4_mapped()) return std::ranges::none_of(kSpecialV4, in);
  return in(kGlobalUnicast) && std::ranges::none_of(kSpecialV6, in);
}

}  // namespace

Result<AddressRule> AddressRule::of(std::span<const std::string> allowed) {
  AddressRule rule;
  for (const std::string& text : allowed) {
    const auto network = network_of(text);
    if (!network) {
      return failure(ErrorCode::InvalidSetting,
                     fmt::format("'{}' is no address or network; write it as in 10.1.0.0/16, "
                                 "127.0.0.1 or fd00::/8.",
                                 text));
    }
    rule.allowed_.push_back(*network);
  }
  return rule;
}

bool AddressRule::allows(const ip::address& address) const {
  const ip::address_v6 seen = mapped(address);
  const auto has_it = [&](const ip::network_v6& network) { return contains(network, seen); };
  return std::ranges::any_of(allowed_, has_it) || is_public(seen);
}

}  // namespace strongroom::http
